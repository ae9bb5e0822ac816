/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POSIX semaphores. Like locks, one is tried before the thread is said to wait.
 */
#include "probe/hook.h"

#include <fcntl.h>
#include <semaphore.h>
#include <stdarg.h>

#include <sys/stat.h>

static int taken(uint64_t where, const sem_t *sem, int result, uint32_t flags, const char *call);

HOOK int sem_init(sem_t *sem, int shared, unsigned value)
{
    int result = REAL(sem_init)(sem, shared, value);
    if (!reporting_waits())
        return result;
    const uint64_t where = WHERE;
    if (result < 0)
        say_failed(where, ADDRESS(sem), errno, "sem_init");
    else
        SAY(SEM_INIT, .object = ADDRESS(sem), .a = value);
    return result;
}

HOOK sem_t *sem_open(const char *name, int flags, ...)
{
    mode_t mode = 0;
    unsigned value = 0;
    if (flags & O_CREAT) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        value = va_arg(args, unsigned);
        va_end(args);
    }
    sem_t *sem = REAL(sem_open)(name, flags, mode, value);
    if (!reporting_waits())
        return sem;
    const uint64_t where = WHERE;
    int now = 0;
    if (sem == SEM_FAILED)
        say_failed(where, 0, errno, "sem_open");
    else if (sem_getvalue(sem, &now) == 0)
        SAY(SEM_INIT, .object = ADDRESS(sem), .a = now);
    return sem;
}

HOOK int sem_wait(sem_t *sem)
{
    if (!reporting_waits())
        return REAL(sem_wait)(sem);
    const uint64_t where = WHERE;
    GATE_OPENING(SEM_GOT, .object = ADDRESS(sem));
    int saved = errno;
    if (REAL(sem_trywait)(sem) == 0) {
        errno = saved;
        return taken(where, sem, 0, EVENT_AT_ONCE, "sem_wait");
    }
    errno = saved;
    SAY(SEM_WAIT, .object = ADDRESS(sem));
    return taken(where, sem, REAL(sem_wait)(sem), 0, "sem_wait");
}

HOOK int sem_trywait(sem_t *sem)
{
    if (!reporting_waits())
        return REAL(sem_trywait)(sem);
    const uint64_t where = WHERE;
    GATE_OPENING(SEM_GOT, .object = ADDRESS(sem));
    return taken(where, sem, REAL(sem_trywait)(sem), EVENT_AT_ONCE, "sem_trywait");
}

HOOK int sem_timedwait(sem_t *sem, const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(sem_timedwait)(sem, until);
    const uint64_t where = WHERE;
    GATE_OPENING(SEM_GOT, .object = ADDRESS(sem));
    SAY(SEM_WAIT, .object = ADDRESS(sem));
    return taken(where, sem, REAL(sem_timedwait)(sem, until), 0, "sem_timedwait");
}

HOOK int sem_clockwait(sem_t *sem, clockid_t clock, const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(sem_clockwait)(sem, clock, until);
    const uint64_t where = WHERE;
    GATE_OPENING(SEM_GOT, .object = ADDRESS(sem));
    SAY(SEM_WAIT, .object = ADDRESS(sem));
    return taken(where, sem, REAL(sem_clockwait)(sem, clock, until), 0, "sem_clockwait");
}

HOOK int sem_post(sem_t *sem)
{
    if (!reporting_waits())
        return REAL(sem_post)(sem);
    const uint64_t where = WHERE;
    GATE(SEM_POST, .object = ADDRESS(sem));
    SAY(SEM_POST, .object = ADDRESS(sem));
    int result = REAL(sem_post)(sem);
    if (result < 0)
        say_failed(where, ADDRESS(sem), errno, "sem_post");
    return result;
}

static int taken(uint64_t where, const sem_t *sem, int result, uint32_t flags, const char *call)
{
    if (likely(result == 0))
        SAY(SEM_GOT, .object = ADDRESS(sem), .flags = flags);
    else if (errno == EAGAIN)
        SAY(SEM_BUSY, .object = ADDRESS(sem));
    else
        say_failed(where, ADDRESS(sem), errno, call);
    return result;
}
