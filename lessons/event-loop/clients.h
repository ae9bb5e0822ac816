/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Clients for a server: one process plays them all. Each has a connection (a pair of sockets),
 * sends a number, waits for its square, thinks a while, and begins anew.
 */
#ifndef CLIENTS_H
#define CLIENTS_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_CLIENTS 200
#define THINKING_MS  10
#define SLOW_REQUEST 13 /* for the servers that have one that takes long */

static inline double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static inline void give_up(const char *what)
{
    perror(what);
    exit(1);
}

/* In the clients' process: `rounds` requests on each connection. All are sent before the first
 * answer is read; the slow one is read last. Tells the longest wait of the others, and its own. */
static inline void play_clients(const int *connection, long clients, long rounds)
{
    double others = 0, slow = 0;
    for (long round = 0; round < rounds; round++) {
        struct timespec thinking = {0, THINKING_MS * 1000000};
        nanosleep(&thinking, NULL);
        double sent = now_ms();
        for (long i = 0; i < clients; i++) {
            long request = i == 0 ? SLOW_REQUEST : i + 100;
            if (write(connection[i], &request, sizeof(request)) != sizeof(request))
                give_up("write");
        }
        for (long i = clients - 1; i >= 0; i--) {
            long request = i == 0 ? SLOW_REQUEST : i + 100, answer;
            if (read(connection[i], &answer, sizeof(answer)) != sizeof(answer) ||
                answer != request * request)
                give_up("a wrong answer");
            double *longest = i == 0 ? &slow : &others;
            if (now_ms() - sent > *longest)
                *longest = now_ms() - sent;
        }
    }
    printf("request %d waited: %.2f ms\n", SLOW_REQUEST, slow);
    printf("the others at most: %.2f ms\n", others);
}

/* Starts the clients; the server's ends of the connections. */
static inline void start_clients(int *server_end, long clients, long rounds)
{
    int client_end[MOST_CLIENTS];
    for (long i = 0; i < clients; i++) {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            give_up("socketpair");
        server_end[i] = ends[0];
        client_end[i] = ends[1];
    }
    pid_t pid = fork();
    if (pid < 0)
        give_up("fork");
    for (long i = 0; i < clients; i++)
        close(pid == 0 ? server_end[i] : client_end[i]);
    if (pid == 0) {
        play_clients(client_end, clients, rounds);
        exit(0);
    }
}

/* The clients' end: 0, or 1 if something was wrong with them. */
static inline int clients_end(void)
{
    int status;
    return wait(&status) < 0 || status != 0;
}

/* Argument i as a number from 1 to most, or `otherwise`; or the end of the program. */
static inline long number(int argc, char **argv, int i, long otherwise, long most)
{
    if (i >= argc)
        return otherwise;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < 1 || value > most) {
        fprintf(stderr, "%s: '%s' is not a number from 1 to %ld\n", argv[0], argv[i], most);
        exit(2);
    }
    return value;
}

#endif
