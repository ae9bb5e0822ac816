/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sockets with addresses: who listens, who connects to whom, who accepts. The address is told as
 * text, "127.0.0.1:8080", "[::1]:8080", a path, or "@name" for one that is no file; so that the two
 * ends of a connection can be told from others. What goes through them is in message.c.
 */
#include "probe/hook.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { ADDRESS_MOST = 160 };

union address {
    struct sockaddr any;
    struct sockaddr_in ip4;
    struct sockaddr_in6 ip6;
    struct sockaddr_un local;
    char bytes[sizeof(struct sockaddr_un) + 1];
};

static void put_local(char *out, const union address *address, socklen_t size)
{
    size_t n = size > offsetof(struct sockaddr_un, sun_path)
                   ? size - offsetof(struct sockaddr_un, sun_path)
                   : 0;
    const char *path = address->local.sun_path;
    bool is_abstract = n > 0 && path[0] == '\0';
    if (n > sizeof(address->local.sun_path))
        n = sizeof(address->local.sun_path);
    if (is_abstract)
        snprintf(out, ADDRESS_MOST, "@%.*s", (int)n - 1, path + 1);
    else
        snprintf(out, ADDRESS_MOST, "%.*s", (int)n, path);
}

/* Empty: it has none that can be said. */
static void put_address(char *out, const union address *address, socklen_t size)
{
    char host[INET6_ADDRSTRLEN] = "?";
    out[0] = '\0';
    if (size >= sizeof(address->ip4) && address->any.sa_family == AF_INET &&
        inet_ntop(AF_INET, &address->ip4.sin_addr, host, sizeof(host)))
        snprintf(out, ADDRESS_MOST, "%s:%u", host, (unsigned)ntohs(address->ip4.sin_port));
    else if (size >= sizeof(address->ip6) && address->any.sa_family == AF_INET6 &&
             inet_ntop(AF_INET6, &address->ip6.sin6_addr, host, sizeof(host)))
        snprintf(out, ADDRESS_MOST, "[%s]:%u", host, (unsigned)ntohs(address->ip6.sin6_port));
    else if (size >= sizeof(sa_family_t) && address->any.sa_family == AF_UNIX)
        put_local(out, address, size);
}

static void own_address(char *out, int fd)
{
    union address address = {0};
    socklen_t size = sizeof(address.local);
    out[0] = '\0';
    if (getsockname(fd, &address.any, &size) == 0)
        put_address(out, &address, size);
}

static void tell(uint16_t kind, uint64_t where, int a, int b, const char *address)
{
    int saved = errno;
    emit_text(&(struct say){.kind = kind, .where = where, .a = a, .b = b}, address,
              strlen(address));
    errno = saved;
}

HOOK int listen(int fd, int most)
{
    if (!reporting_waits())
        return REAL(listen)(fd, most);
    const uint64_t where = WHERE;
    char address[ADDRESS_MOST];
    GATE(LISTEN, .a = fd);
    int result = REAL(listen)(fd, most);
    if (result < 0) {
        say_failed(where, 0, errno, "listen");
        return result;
    }
    own_address(address, fd);
    tell(K_LISTEN, where, fd, 0, address);
    return result;
}

HOOK int connect(int fd, const struct sockaddr *to, socklen_t size)
{
    if (!reporting_waits())
        return REAL(connect)(fd, to, size);
    const uint64_t where = WHERE;
    union address copy = {0};
    char address[ADDRESS_MOST];
    memcpy(&copy, to, size < sizeof(copy.local) ? size : sizeof(copy.local));
    put_address(address, &copy, size);
    GATE(CONNECT, .a = fd);
    int result = REAL(connect)(fd, to, size);
    if (result < 0)
        say_failed(where, 0, errno, "connect");
    else
        tell(K_CONNECT, where, fd, 0, address);
    return result;
}

static int accepted(uint64_t where, int fd, int result, const char *call)
{
    char address[ADDRESS_MOST];
    if (result < 0) {
        say_failed(where, 0, errno, call);
        return result;
    }
    int saved = errno;
    own_address(address, result);
    errno = saved;
    tell(K_ACCEPT, where, fd, result, address);
    return result;
}

HOOK int accept(int fd, struct sockaddr *restrict from, socklen_t *restrict size)
{
    if (!reporting_waits())
        return REAL(accept)(fd, from, size);
    const uint64_t where = WHERE;
    GATE_OPENING(ACCEPT_WAIT, .a = fd);
    SAY(ACCEPT_WAIT, .a = fd);
    return accepted(where, fd, REAL(accept)(fd, from, size), "accept");
}

HOOK int accept4(int fd, struct sockaddr *restrict from, socklen_t *restrict size, int flags)
{
    if (!reporting_waits())
        return REAL(accept4)(fd, from, size, flags);
    const uint64_t where = WHERE;
    GATE_OPENING(ACCEPT_WAIT, .a = fd);
    SAY(ACCEPT_WAIT, .a = fd);
    return accepted(where, fd, REAL(accept4)(fd, from, size, flags), "accept4");
}
