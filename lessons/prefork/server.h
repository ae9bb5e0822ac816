/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What both servers have in common: a socket that listens on this machine only, the answer to one
 * request, and the clients that ask.
 *
 * A request is one connection: a line comes, a line goes back, the server closes.
 */
#ifndef SERVER_H
#define SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_WORKERS  16
#define MOST_CLIENTS  16
#define MOST_REQUESTS 10000

static inline void die(const char *what)
{
    perror(what);
    exit(1);
}

/* A socket on the loopback address, at a port that the kernel chooses: `address` says which. */
static inline int listen_here(struct sockaddr_in *address)
{
    socklen_t size = sizeof(*address);
    *address =
        (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0 || bind(listener, (struct sockaddr *)address, size) < 0 ||
        listen(listener, 128) < 0 || getsockname(listener, (struct sockaddr *)address, &size) < 0)
        die("cannot listen");
    return listener;
}

/* Answers one request: tells by which process. */
static inline void answer(int connection)
{
    char line[64];
    ssize_t n = read(connection, line, sizeof(line));
    if (n > 0) {
        int size = snprintf(line, sizeof(line), "answered by %d\n", getpid());
        if (write(connection, line, (size_t)size) != size)
            perror("write");
    }
    close(connection);
}

/* Asks once. 0, or -1 if there was no answer. */
static inline int ask(const struct sockaddr_in *address)
{
    char line[64];
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0 ||
        connect(connection, (const struct sockaddr *)address, sizeof(*address)) < 0)
        die("cannot connect");
    ssize_t n = write(connection, "hello\n", 6) == 6 ? read(connection, line, sizeof(line)) : -1;
    close(connection);
    return n > 0 ? 0 : -1;
}

/* Some clients, each a process, ask `requests` times altogether. How many had no answer. */
static inline int ask_all(const struct sockaddr_in *address, int clients, int requests)
{
    int unanswered = 0, status;
    pid_t pid[MOST_CLIENTS];
    for (int i = 0; i < clients; i++) {
        pid[i] = fork();
        if (pid[i] < 0)
            die("fork");
        if (pid[i] == 0) {
            for (int request = i; request < requests; request += clients)
                unanswered += ask(address) != 0;
            exit(unanswered > 0);
        }
    }
    for (int i = 0; i < clients; i++) {
        waitpid(pid[i], &status, 0);
        unanswered += status != 0;
    }
    return unanswered;
}

/* Argument i, a number from 1 to most, or the end of the program; without it the default. */
static inline int number(int argc, char **argv, int i, int without, int most)
{
    if (argc <= i)
        return without;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %d\n", argv[i], most);
        exit(2);
    }
    return (int)value;
}

#endif
