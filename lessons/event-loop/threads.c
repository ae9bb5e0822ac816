/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server with a thread for each connection. Each thread waits for its own client.
 *
 *     cc -g -pthread threads.c -o threads && ./threads 30 5
 */
#include <pthread.h>

#include "clients.h"

static void *serve(void *argument)
{
    int connection = *(int *)argument;
    long request;
    while (read(connection, &request, sizeof(request)) == sizeof(request)) {
        long answer = request * request;
        if (write(connection, &answer, sizeof(answer)) != sizeof(answer))
            break;
    }
    close(connection);
    return NULL;
}

int main(int argc, char **argv)
{
    long clients = number(argc, argv, 1, 30, MOST_CLIENTS);
    int connection[MOST_CLIENTS];
    start_clients(connection, clients, number(argc, argv, 2, 5, 1000));

    pthread_t thread[MOST_CLIENTS];
    for (long i = 0; i < clients; i++)
        if (pthread_create(&thread[i], NULL, serve, &connection[i]) != 0)
            give_up("cannot create a thread");
    for (long i = 0; i < clients; i++)
        pthread_join(thread[i], NULL);
    return clients_end();
}
