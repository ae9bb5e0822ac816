/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that makes a process for each request: accept, fork, and the child answers.
 *
 *     cc -g per-request.c -o per-request && ./per-request 2 6
 */
#include "server.h"

/* Serves so many requests, and waits for all of its children. */
static void serve(int listener, int requests)
{
    for (int i = 0; i < requests; i++) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0)
            die("accept");
        pid_t pid = fork();
        if (pid < 0)
            die("fork");
        if (pid == 0) {
            answer(connection);
            _exit(0);
        }
        close(connection); /* the child has it */
        while (waitpid(-1, NULL, WNOHANG) > 0)
            continue; /* those who have ended meanwhile */
    }
    while (wait(NULL) > 0)
        continue;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: per-request [CLIENTS [REQUESTS]]\n");
        return 2;
    }
    int clients = number(argc, argv, 1, 2, MOST_CLIENTS);
    int requests = number(argc, argv, 2, 6, MOST_REQUESTS);
    struct sockaddr_in address;
    int listener = listen_here(&address);

    pid_t server = fork();
    if (server < 0)
        die("fork");
    if (server == 0) {
        serve(listener, requests);
        return 0;
    }
    int unanswered = ask_all(&address, clients, requests);
    waitpid(server, NULL, 0);
    printf("%d requests, %d without an answer, %d processes made for them\n", requests, unanswered,
           requests);
    return unanswered > 0;
}
