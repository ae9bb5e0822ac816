/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server of threads.c as an event loop: one thread waits for all connections at once, and
 * serves whoever has something.
 *
 *     cc -g loop.c -o loop && ./loop 30 5
 */
#include <sys/epoll.h>

#include "clients.h"

/* One request; false: the client is gone. */
static int serve(int connection)
{
    long request;
    if (read(connection, &request, sizeof(request)) != sizeof(request))
        return 0;
    long answer = request * request;
    return write(connection, &answer, sizeof(answer)) == sizeof(answer);
}

int main(int argc, char **argv)
{
    long clients = number(argc, argv, 1, 30, MOST_CLIENTS);
    int connection[MOST_CLIENTS];
    start_clients(connection, clients, number(argc, argv, 2, 5, 1000));

    int all = epoll_create1(0);
    for (long i = 0; i < clients; i++) {
        struct epoll_event wanted = {.events = EPOLLIN, .data.fd = connection[i]};
        if (epoll_ctl(all, EPOLL_CTL_ADD, connection[i], &wanted) != 0)
            give_up("epoll_ctl");
    }

    while (clients > 0) {
        struct epoll_event ready[32];
        int count = epoll_wait(all, ready, 32, -1); /* the only place where it waits */
        for (int i = 0; i < count; i++)
            if (!serve(ready[i].data.fd)) {
                close(ready[i].data.fd); /* takes it out of the set */
                clients--;
            }
    }
    close(all);
    return clients_end();
}
