/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Descriptors: pipes, sockets, read and write. That a call may wait is told before it, that it is
 * done after it. What goes to standard output or error is told as a print, unless the program has
 * put a pipe or a socket there.
 */
#include "probe/hook.h"

#include <fcntl.h>
#include <mqueue.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#include "probe/probe.h"

#define SHOWN 96 /* bytes of a message that are shown */

static ssize_t done(uint64_t where, uint16_t kind, int fd, const void *bytes, ssize_t n,
                    const char *call);
static int two(const struct say *say, const int ends[2], int result, const char *call);
static int dupped(const struct say *say, int result, const char *call);
static bool is_print(int fd);

/* Standard output and error as the program got them. Zero, as in a program that it has started: not
 * known. */
static struct stat given[2];

__attribute__((constructor(103))) static void look_at_streams(void)
{
    int saved = errno;
    for (int i = 0; i < 2 && probe_is_first; i++)
        if (fstat(STDOUT_FILENO + i, &given[i]) < 0)
            given[i] = (struct stat){0}; /* it is closed */
    errno = saved;
}

HOOK int pipe(int ends[2])
{
    int result = REAL(pipe)(ends);
    const struct say say = {.kind = K_PIPE, .where = WHERE};
    return reporting_waits() ? two(&say, ends, result, "pipe") : result;
}

HOOK int pipe2(int ends[2], int flags)
{
    int result = REAL(pipe2)(ends, flags);
    const struct say say = {
        .kind = K_PIPE, .where = WHERE, .flags = flags & O_CLOEXEC ? EVENT_CLOSES_ON_EXEC : 0};
    return reporting_waits() ? two(&say, ends, result, "pipe2") : result;
}

HOOK int socketpair(int domain, int type, int protocol, int ends[2])
{
    int result = REAL(socketpair)(domain, type, protocol, ends);
    const struct say say = {.kind = K_SOCKETPAIR,
                            .where = WHERE,
                            .flags = type & SOCK_CLOEXEC ? EVENT_CLOSES_ON_EXEC : 0};
    return reporting_waits() ? two(&say, ends, result, "socketpair") : result;
}

HOOK ssize_t read(int fd, void *bytes, size_t n)
{
    if (!reporting_waits())
        return REAL(read)(fd, bytes, n);
    const uint64_t where = WHERE;
    GATE_OPENING(READ, .a = fd);
    SAY(READ_WAIT, .a = fd);
    return done(where, K_READ, fd, bytes, REAL(read)(fd, bytes, n), "read");
}

/* What a compiler with fortification calls for read. */
ssize_t __read_chk(int fd, void *bytes, size_t n, size_t size);
HOOK ssize_t __read_chk(int fd, void *bytes, size_t n, size_t size)
{
    if (n > size)
        __builtin_trap();
    if (!reporting_waits())
        return REAL(read)(fd, bytes, n);
    const uint64_t where = WHERE;
    GATE_OPENING(READ, .a = fd);
    SAY(READ_WAIT, .a = fd);
    return done(where, K_READ, fd, bytes, REAL(read)(fd, bytes, n), "read");
}

HOOK ssize_t readv(int fd, const struct iovec *parts, int count)
{
    if (!reporting_waits())
        return REAL(readv)(fd, parts, count);
    const uint64_t where = WHERE;
    GATE_OPENING(READ, .a = fd);
    SAY(READ_WAIT, .a = fd);
    return done(where, K_READ, fd, NULL, REAL(readv)(fd, parts, count), "readv");
}

HOOK ssize_t recv(int fd, void *bytes, size_t n, int flags)
{
    if (!reporting_waits())
        return REAL(recv)(fd, bytes, n, flags);
    const uint64_t where = WHERE;
    GATE_OPENING(READ, .a = fd);
    SAY(READ_WAIT, .a = fd);
    return done(where, K_READ, fd, bytes, REAL(recv)(fd, bytes, n, flags), "recv");
}

HOOK ssize_t write(int fd, const void *bytes, size_t n)
{
    if (!(is_print(fd) ? reporting() : reporting_waits()))
        return REAL(write)(fd, bytes, n);
    const uint64_t where = WHERE;
    if (is_print(fd)) {
        GATE(PRINT, .a = fd, .b = (int64_t)n);
        return done(where, K_PRINT, fd, bytes, REAL(write)(fd, bytes, n), "write");
    }
    GATE(WRITE, .a = fd, .b = (int64_t)n);
    SAY(WRITE_WAIT, .a = fd, .b = (int64_t)n);
    return done(where, K_WRITE, fd, bytes, REAL(write)(fd, bytes, n), "write");
}

HOOK ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (!(is_print(fd) ? reporting() : reporting_waits()))
        return REAL(writev)(fd, parts, count);
    const uint64_t where = WHERE;
    uint16_t kind = is_print(fd) ? K_PRINT : K_WRITE;
    gate(&(struct say){.kind = kind, .where = where, .a = fd});
    if (kind == K_WRITE)
        SAY(WRITE_WAIT, .a = fd);
    return done(where, kind, fd, NULL, REAL(writev)(fd, parts, count), "writev");
}

HOOK ssize_t send(int fd, const void *bytes, size_t n, int flags)
{
    if (!reporting_waits())
        return REAL(send)(fd, bytes, n, flags);
    const uint64_t where = WHERE;
    GATE(WRITE, .a = fd, .b = (int64_t)n);
    SAY(WRITE_WAIT, .a = fd, .b = (int64_t)n);
    return done(where, K_WRITE, fd, bytes, REAL(send)(fd, bytes, n, flags), "send");
}

/* A message queue's descriptor is a descriptor as any other, on Linux. */
HOOK int mq_send(mqd_t queue, const char *bytes, size_t n, unsigned priority)
{
    if (!reporting_waits())
        return REAL(mq_send)(queue, bytes, n, priority);
    const uint64_t where = WHERE;
    GATE(WRITE, .a = queue, .b = (int64_t)n);
    SAY(WRITE_WAIT, .a = queue, .b = (int64_t)n);
    int result = REAL(mq_send)(queue, bytes, n, priority);
    done(where, K_WRITE, queue, bytes, result < 0 ? -1 : (ssize_t)n, "mq_send");
    return result;
}

HOOK ssize_t mq_receive(mqd_t queue, char *bytes, size_t n, unsigned *priority)
{
    if (!reporting_waits())
        return REAL(mq_receive)(queue, bytes, n, priority);
    const uint64_t where = WHERE;
    GATE_OPENING(READ, .a = queue);
    SAY(READ_WAIT, .a = queue);
    return done(where, K_READ, queue, bytes, REAL(mq_receive)(queue, bytes, n, priority),
                "mq_receive");
}

HOOK int close(int fd)
{
    if (!reporting_waits())
        return REAL(close)(fd);
    const uint64_t where = WHERE;
    GATE(CLOSE, .a = fd);
    SAY(CLOSE, .a = fd);
    int result = REAL(close)(fd);
    if (result < 0)
        say_failed(where, 0, errno, "close");
    return result;
}

HOOK int dup(int old)
{
    int result = REAL(dup)(old);
    const struct say say = {.kind = K_DUP, .where = WHERE, .a = old};
    return reporting_waits() ? dupped(&say, result, "dup") : result;
}

HOOK int dup2(int old, int new)
{
    int result = REAL(dup2)(old, new);
    const struct say say = {.kind = K_DUP, .where = WHERE, .a = old};
    return reporting_waits() ? dupped(&say, result, "dup2") : result;
}

HOOK int dup3(int old, int new, int flags)
{
    int result = REAL(dup3)(old, new, flags);
    const struct say say = {.kind = K_DUP,
                            .where = WHERE,
                            .a = old,
                            .flags = flags & O_CLOEXEC ? EVENT_CLOSES_ON_EXEC : 0};
    return reporting_waits() ? dupped(&say, result, "dup3") : result;
}

static ssize_t done(uint64_t where, uint16_t kind, int fd, const void *bytes, ssize_t n,
                    const char *call)
{
    if (n < 0) {
        say_failed(where, 0, errno, call);
        return n;
    }
    size_t limit = kind == K_PRINT ? TEXT_LIMIT : SHOWN;
    size_t shown = !bytes ? 0 : (size_t)n < limit ? (size_t)n : limit;
    emit_text(&(struct say){.kind = kind, .where = where, .a = fd, .b = n}, bytes, shown);
    return n;
}

static int two(const struct say *say, const int ends[2], int result, const char *call)
{
    struct say made = *say;
    if (result < 0) {
        say_failed(say->where, 0, errno, call);
        return result;
    }
    made.a = ends[0];
    made.b = ends[1];
    emit(&made);
    return result;
}

static int dupped(const struct say *say, int result, const char *call)
{
    struct say made = *say;
    made.b = result;
    if (result < 0)
        say_failed(say->where, 0, errno, call);
    else
        emit(&made);
    return result;
}

static bool is_print(int fd)
{
    struct stat now;
    if ((fd != STDOUT_FILENO && fd != STDERR_FILENO) || fstat(fd, &now) < 0)
        return false;
    for (int i = 0; i < 2; i++)
        if (given[i].st_ino != 0 && now.st_dev == given[i].st_dev && now.st_ino == given[i].st_ino)
            return true;
    return !S_ISFIFO(now.st_mode) && !S_ISSOCK(now.st_mode);
}
