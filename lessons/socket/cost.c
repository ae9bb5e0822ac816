/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There and back, one byte, many times, with a child that sends back what it gets: over two pipes,
 * over a Unix socket, over TCP on this machine.
 *
 *     cc -g cost.c -o cost && ./cost 2000
 */
#include <netinet/tcp.h>
#include <sys/wait.h>
#include <time.h>

#include "address.h"

#define MOST_TRIPS 100000

static double now_us(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int echo(int from, int to)
{
    char byte;
    while (read(from, &byte, 1) == 1)
        if (write(to, &byte, 1) != 1)
            return 1;
    return 0;
}

static void measure(const char *label, int from, int to, int trips)
{
    char byte = 'x';
    double begin = now_us();
    for (int i = 0; i < trips; i++)
        if (write(to, &byte, 1) != 1 || read(from, &byte, 1) != 1)
            exit(1);
    printf("%s: %.2f us\n", label, (now_us() - begin) / trips);
    fflush(stdout);
    close(from);
    if (to != from)
        close(to);
    wait(NULL);
}

static void over_pipes(int trips)
{
    int there[2], back[2];
    if (pipe(there) < 0 || pipe(back) < 0)
        exit(1);
    if (fork() == 0) {
        close(there[1]);
        close(back[0]);
        _exit(echo(there[0], back[1]));
    }
    close(there[0]);
    close(back[1]);
    measure("two pipes", back[0], there[1], trips);
}

static void over_socket(const char *kind, const char *label, int trips)
{
    char where[WHERE_SIZE];
    int door = listen_at(kind, where), at_once = 1;
    if (door < 0)
        exit(1);
    if (fork() == 0) {
        int connection = connect_to(kind, where);
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
        _exit(echo(connection, connection));
    }
    int connection = accept(door, NULL, NULL);
    if (is_tcp(kind)) /* do not wait for more to send */
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
    close(door);
    measure(label, connection, connection, trips);
}

int main(int argc, char **argv)
{
    int trips = argc > 1 ? atoi(argv[1]) : 2000;
    if (argc > 2 || trips < 1 || trips > MOST_TRIPS) {
        fprintf(stderr, "usage: cost [TRIPS], 1 to %d\n", MOST_TRIPS);
        return 2;
    }
    over_pipes(trips);
    over_socket("unix", "Unix socket", trips);
    over_socket("tcp", "TCP", trips);
    return 0;
}
