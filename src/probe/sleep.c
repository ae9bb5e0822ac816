/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sleeping and yielding.
 */
#include "probe/hook.h"

#include <sched.h>
#include <time.h>
#include <unistd.h>

static int64_t ns_of(const struct timespec *time)
{
    return time ? (int64_t)((uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec) : 0;
}

HOOK unsigned sleep(unsigned seconds)
{
    if (!reporting_waits())
        return REAL(sleep)(seconds);
    const uint64_t where = WHERE;
    GATE_OPENING(SLEEP, .a = (int64_t)seconds * 1000000000);
    SAY(SLEEP, .a = (int64_t)seconds * 1000000000);
    unsigned left = REAL(sleep)(seconds);
    SAY(SLEPT);
    return left;
}

HOOK int usleep(useconds_t us)
{
    if (!reporting_waits())
        return REAL(usleep)(us);
    const uint64_t where = WHERE;
    GATE_OPENING(SLEEP, .a = (int64_t)us * 1000);
    SAY(SLEEP, .a = (int64_t)us * 1000);
    int result = REAL(usleep)(us);
    SAY(SLEPT);
    return result;
}

HOOK int nanosleep(const struct timespec *time, struct timespec *left)
{
    if (!reporting_waits())
        return REAL(nanosleep)(time, left);
    const uint64_t where = WHERE;
    GATE_OPENING(SLEEP, .a = ns_of(time));
    SAY(SLEEP, .a = ns_of(time));
    int result = REAL(nanosleep)(time, left);
    SAY(SLEPT);
    return result;
}

HOOK int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time,
                         struct timespec *left)
{
    if (!reporting_waits())
        return REAL(clock_nanosleep)(clock, flags, time, left);
    const uint64_t where = WHERE;
    int64_t ns = ns_of(time);
    struct timespec now;
    if ((flags & TIMER_ABSTIME) && clock_gettime(clock, &now) == 0)
        ns = ns > ns_of(&now) ? ns - ns_of(&now) : 0;
    GATE_OPENING(SLEEP, .a = ns);
    SAY(SLEEP, .a = ns);
    int error = REAL(clock_nanosleep)(clock, flags, time, left);
    SAY(SLEPT);
    return error;
}

HOOK int sched_yield(void)
{
    if (reporting_waits()) {
        const uint64_t where = WHERE;
        GATE(YIELD);
        SAY(YIELD);
    }
    return REAL(sched_yield)();
}

/* pthread.h makes new programs call sched_yield under this name; old ones still call this one. */
int old_yield(void) __asm__("pthread_yield");
HOOK int old_yield(void)
{
    if (reporting_waits()) {
        const uint64_t where = WHERE;
        GATE(YIELD);
        SAY(YIELD);
    }
    return REAL(sched_yield)();
}
