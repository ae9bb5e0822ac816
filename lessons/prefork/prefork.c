/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that makes its processes beforehand. All of them wait in accept at the same socket; the
 * kernel gives each connection to one of them.
 *
 *     cc -g prefork.c -o prefork && ./prefork 3 2 6
 */
#include "server.h"

/* A worker: one request after the other, until there will be no more. */
static int work(int listener)
{
    int answered = 0, connection;
    while ((connection = accept(listener, NULL, NULL)) >= 0) {
        answer(connection);
        answered++;
    }
    printf("worker %d has answered %d\n", getpid(), answered);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 4) {
        fprintf(stderr, "usage: prefork [WORKERS [CLIENTS [REQUESTS]]]\n");
        return 2;
    }
    int workers = number(argc, argv, 1, 3, MOST_WORKERS);
    int clients = number(argc, argv, 2, 2, MOST_CLIENTS);
    int requests = number(argc, argv, 3, 6, MOST_REQUESTS);
    struct sockaddr_in address;
    int listener = listen_here(&address);

    for (int i = 0; i < workers; i++) {
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid == 0)
            return work(listener);
    }
    int unanswered = ask_all(&address, clients, requests);
    shutdown(listener, SHUT_RDWR); /* on Linux: who waits in accept comes back, with an error */
    while (wait(NULL) > 0)
        continue;
    printf("%d requests, %d without an answer, %d processes made for them\n", requests, unanswered,
           workers);
    return unanswered > 0;
}
