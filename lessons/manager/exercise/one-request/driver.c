/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clients buy until the stock is empty; a manager has it. Frozen.
 *
 *     cc -g -pthread driver.c one-request.c -o one-request && ./one-request 2 1
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shop.h"

#define MOST 20

struct parcel {
    int from;
    struct request request;
};

static int to_manager[2], to_client[MOST][2];
static int me;

long ask(const struct request *request)
{
    struct parcel parcel = {me, *request};
    long answer;
    assert(write(to_manager[1], &parcel, sizeof(parcel)) == sizeof(parcel)); /* under PIPE_BUF */
    assert(read(to_client[me][0], &answer, sizeof(answer)) == sizeof(answer));
    return answer;
}

static void close_all_but(int clients, int own)
{
    for (int i = 0; i < clients; i++) {
        if (own != i)
            close(to_client[i][0]);
        if (own >= 0)
            close(to_client[i][1]);
    }
    close(to_manager[own >= 0 ? 0 : 1]);
}

static void client(int clients)
{
    int taken = 0;
    close_all_but(clients, me);
    while (client_take() == 1)
        taken++;
    close(to_manager[1]);
    close(to_client[me][0]);
    _exit(taken);
}

static long manager(int clients, long stock)
{
    struct parcel parcel;
    while (read(to_manager[0], &parcel, sizeof(parcel)) == sizeof(parcel)) {
        long answer = manager_handle(&stock, &parcel.request);
        assert(write(to_client[parcel.from][1], &answer, sizeof(answer)) == sizeof(answer));
    }
    close(to_manager[0]);
    for (int i = 0; i < clients; i++)
        close(to_client[i][1]);
    return stock;
}

int main(int argc, char **argv)
{
    int clients = argc > 1 ? atoi(argv[1]) : 2, stock = argc > 2 ? atoi(argv[2]) : 1, taken = 0;
    if (clients < 1 || clients > MOST || stock < 0 || stock > 100 || pipe(to_manager) < 0)
        return 2;
    for (int i = 0; i < clients; i++)
        if (pipe(to_client[i]) < 0)
            return 1;
    for (me = 0; me < clients; me++) {
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            client(clients);
    }
    close_all_but(clients, -1);
    long left = manager(clients, stock);
    for (int i = 0; i < clients; i++) {
        int status;
        if (wait(&status) < 0)
            return 1;
        assert(WIFEXITED(status));
        taken += WEXITSTATUS(status);
    }
    assert(left == 0);
    assert(taken == stock);
    printf("as many are sold as there were\n");
    return 0;
}
