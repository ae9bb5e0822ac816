/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Requests per second: a process for each request, against workers that are there already. The same
 * clients ask both.
 *
 *     cc -g rates.c -o rates && ./rates 4 4 400
 */
#include "server.h"

static void serve_per_request(int listener)
{
    int connection;
    while ((connection = accept(listener, NULL, NULL)) >= 0) {
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid == 0) {
            answer(connection);
            _exit(0);
        }
        close(connection);
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue;
    }
    while (wait(NULL) > 0)
        continue;
}

static void serve_all(int listener)
{
    int connection;
    while ((connection = accept(listener, NULL, NULL)) >= 0)
        answer(connection);
}

/* Starts so many processes that serve like that, lets the clients ask, and ends them. */
static double measure(void (*serve)(int listener), int processes, int clients, int requests)
{
    struct sockaddr_in address;
    struct timespec from, to;
    int listener = listen_here(&address);
    pid_t pid[MOST_WORKERS];
    for (int i = 0; i < processes; i++) {
        pid[i] = fork();
        if (pid[i] < 0)
            die("fork");
        if (pid[i] == 0) {
            serve(listener);
            _exit(0);
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &from);
    int unanswered = ask_all(&address, clients, requests);
    clock_gettime(CLOCK_MONOTONIC, &to);
    shutdown(listener, SHUT_RDWR); /* on Linux: who waits in accept comes back, with an error */
    for (int i = 0; i < processes; i++)
        waitpid(pid[i], NULL, 0);
    close(listener);
    if (unanswered > 0)
        exit(1);
    return requests /
           ((double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec));
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: rates [WORKERS [CLIENTS [REQUESTS]]]\n");
        return 2;
    }
    int workers = number(argc, argv, 1, 4, MOST_WORKERS);
    int clients = number(argc, argv, 2, 4, MOST_CLIENTS);
    int requests = number(argc, argv, 3, 400, MOST_REQUESTS);
    printf("a process for each: %.0f requests/s\n",
           measure(serve_per_request, 1, clients, requests));
    fflush(stdout); /* or the next children would print it again */
    printf("made before: %.0f requests/s\n", measure(serve_all, workers, clients, requests));
    return 0;
}
