/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TCP on the loopback address: listening on a port that several may share, and clients.
 */
#ifndef TCP_H
#define TCP_H

#include <arpa/inet.h>
#include <netinet/in.h>

#include "clients.h"

/* A socket that listens on the address; port 0 is replaced by the one that it got. */
static inline int listen_at(struct sockaddr_in *address)
{
    int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    socklen_t size = sizeof(*address);
    if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof(yes)) != 0 ||
        bind(listener, (struct sockaddr *)address, size) != 0 ||
        listen(listener, MOST_CLIENTS) != 0 ||
        getsockname(listener, (struct sockaddr *)address, &size) != 0)
        give_up("listen");
    return listener;
}

/* Plays all clients: one request on each connection, then all answers; `rounds` times. */
static inline void play(const struct sockaddr_in *address, long clients, long rounds)
{
    int connection[MOST_CLIENTS];
    char byte = 'r';
    for (long i = 0; i < clients; i++) {
        connection[i] = socket(AF_INET, SOCK_STREAM, 0);
        if (connect(connection[i], (const struct sockaddr *)address, sizeof(*address)) != 0)
            give_up("connect");
    }
    for (long round = 0; round < rounds; round++) {
        for (long i = 0; i < clients; i++)
            if (write(connection[i], &byte, 1) != 1)
                give_up("write");
        for (long i = 0; i < clients; i++)
            if (read(connection[i], &byte, 1) != 1)
                give_up("read");
    }
    for (long i = 0; i < clients; i++)
        close(connection[i]);
}

#endif
