/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A TCP server as several processes, each with an event loop of its own, all on one port
 * (SO_REUSEPORT): the kernel deals the connections out. A request takes 0.2 ms of a core.
 *
 *     cc -g loops.c -o loops && ./loops 2 64 20
 */
#include <sys/epoll.h>

#include "clients.h"
#include "tcp.h"

#define MOST_LOOPS 16

static void watch(int all, int descriptor)
{
    struct epoll_event wanted = {.events = EPOLLIN, .data.fd = descriptor};
    if (epoll_ctl(all, EPOLL_CTL_ADD, descriptor, &wanted) != 0)
        give_up("epoll_ctl");
}

/* By the only thread of a loop. (The clock of the whole process may tick in milliseconds.) */
static double core_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* One event loop, until `stop` is closed at its other end. */
static void loop(int listener, int stop)
{
    int all = epoll_create1(0), connections = 0;
    watch(all, listener);
    watch(all, stop);
    for (;;) {
        struct epoll_event ready;
        if (epoll_wait(all, &ready, 1, -1) != 1)
            continue;
        char request;
        if (ready.data.fd == stop)
            break;
        if (ready.data.fd == listener) {
            watch(all, accept(listener, NULL, NULL));
            connections++;
        } else if (read(ready.data.fd, &request, 1) == 1) {
            for (double end = core_ms() + 0.2; core_ms() < end;)
                ;
            if (write(ready.data.fd, &request, 1) != 1)
                close(ready.data.fd);
        } else {
            close(ready.data.fd);
        }
    }
    printf("one loop had %d connections\n", connections);
    exit(0);
}

/* Requests a second with so many loops. */
static void measure(long loops, long clients, long rounds)
{
    struct sockaddr_in address = {.sin_family = AF_INET};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int stop[2], listener[MOST_LOOPS];
    if (pipe(stop) != 0)
        give_up("pipe");
    for (long i = 0; i < loops; i++)
        listener[i] = listen_at(&address); /* all listen before anybody connects */
    for (long i = 0; i < loops; i++) {
        pid_t pid = fork();
        if (pid < 0)
            give_up("fork");
        if (pid == 0) {
            close(stop[1]);
            for (long j = 0; j < loops; j++)
                if (j != i)
                    close(listener[j]);
            loop(listener[i], stop[0]);
        }
    }
    for (long i = 0; i < loops; i++)
        close(listener[i]);

    double start = now_ms();
    play(&address, clients, rounds);
    double seconds = (now_ms() - start) / 1000;
    close(stop[1]);
    close(stop[0]);
    while (wait(NULL) > 0)
        ;
    printf("%ld loop%s: %.0f requests/s\n", loops, loops == 1 ? "" : "s",
           (double)(clients * rounds) / seconds);
}

int main(int argc, char **argv)
{
    long loops = number(argc, argv, 1, 2, MOST_LOOPS);
    long clients = number(argc, argv, 2, 64, MOST_CLIENTS);
    long rounds = number(argc, argv, 3, 20, 1000);
    measure(1, clients, rounds);
    fflush(stdout); /* what is in it would be printed by each process that is forked */
    measure(loops, clients, rounds);
    return 0;
}
