/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses of the two kinds, as text that one process can tell another: a name ("unix"), or a port
 * of this machine ("tcp").
 */
#ifndef ADDRESS_H
#define ADDRESS_H

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define WHERE_SIZE 32

union address {
    struct sockaddr any;
    struct sockaddr_un name;
    struct sockaddr_in port;
};

static inline int is_tcp(const char *kind)
{
    return strcmp(kind, "tcp") == 0;
}

/* A name that begins with a 0 is no file: nothing has to be removed. */
static inline socklen_t address_of(const char *kind, const char *where, union address *address)
{
    memset(address, 0, sizeof(*address));
    if (is_tcp(kind)) {
        address->port.sin_family = AF_INET;
        address->port.sin_addr.s_addr = htonl(INADDR_LOOPBACK); /* 127.0.0.1: this machine */
        address->port.sin_port = htons((uint16_t)atoi(where));
        return sizeof(address->port);
    }
    address->name.sun_family = AF_UNIX;
    snprintf(address->name.sun_path + 1, WHERE_SIZE, "%s", where);
    return (socklen_t)(sizeof(sa_family_t) + 1 + strlen(where));
}

/* A socket where others can connect; `where` becomes its address, as text. */
static inline int listen_at(const char *kind, char where[WHERE_SIZE])
{
    union address address;
    snprintf(where, WHERE_SIZE, is_tcp(kind) ? "0" : "talk-%d", (int)getpid());
    socklen_t length = address_of(kind, where, &address);
    int door = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0 || bind(door, &address.any, length) < 0 || listen(door, 8) < 0)
        return -1;
    if (is_tcp(kind)) { /* port 0: the system has chosen one that is free */
        getsockname(door, &address.any, &length);
        snprintf(where, WHERE_SIZE, "%d", ntohs(address.port.sin_port));
    }
    return door;
}

static inline int connect_to(const char *kind, const char *where)
{
    union address address;
    socklen_t length = address_of(kind, where, &address);
    int connection = socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connection >= 0 && connect(connection, &address.any, length) == 0)
        return connection;
    printf("connect: %s\n", strerror(errno));
    close(connection);
    return -1;
}

#endif
