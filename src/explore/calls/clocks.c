/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Time and chance are repeatable: each thread has a clock of its own that moves on a little at each
 * look and by as much as it sleeps; rand() begins anew in each execution. A sleep orders nothing.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/time.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/search/rounds.h"
#include "explore/search/spin.h"

#define START_S UINT64_C(1700000000)
#define SECOND  UINT64_C(1000000000)
#define LOOK_NS UINT64_C(1000)

OF_EXECUTION static uint64_t random_state;

void clocks_reset(void)
{
    random_state = 1;
}

uint64_t clocks_look(void)
{
    struct thread *me = engine.current;
    me->clock_ns += LOOK_NS;
    rounds_change();
    return START_S * SECOND + me->clock_ns;
}

static uint64_t ns_of(const struct timespec *time)
{
    return (uint64_t)time->tv_sec * SECOND + (uint64_t)time->tv_nsec;
}

static int sleep_for(uint64_t ns, uint64_t where)
{
    struct op op = hook_op(OP_YIELD, K_SLEEP, NULL, where);
    op.argument = (int64_t)ns;
    cancel_begin(&op);
    engine_do(&op);
    cancel_end();
    if (unlikely(engine.has_signals)) { /* now it sleeps, until it is over or a handler ends it */
        op = hook_op(OP_YIELD, K_SLEPT, NULL, where);
        cancel_begin(&op);
        bool was_interrupted = signals_wait(&op, WAIT_ENDS);
        cancel_end();
        if (was_interrupted)
            return EINTR;
    }
    engine.current->clock_ns += ns;
    return 0;
}

static bool is_sleep(const struct timespec *asked)
{
    return hook_is_time(asked) && asked->tv_sec >= 0;
}

/* All is left of a sleep that was interrupted: no time goes by but by sleeping. */
static int sleep_or_fail(const struct timespec *asked, struct timespec *left, uint64_t where)
{
    int error = is_sleep(asked) ? sleep_for(ns_of(asked), where) : EINVAL;
    if (!error)
        return 0;
    if (left && error == EINTR)
        *left = *asked;
    errno = error;
    return -1;
}

HOOK unsigned sleep(unsigned seconds)
{
    return sleep_for(seconds * SECOND, WHERE) == 0 ? 0 : seconds;
}

HOOK int usleep(useconds_t us)
{
    const struct timespec asked = {us / 1000000, us % 1000000 * 1000L};
    return sleep_or_fail(&asked, NULL, WHERE);
}

HOOK int nanosleep(const struct timespec *asked, struct timespec *left)
{
    return sleep_or_fail(asked, left, WHERE);
}

HOOK int clock_nanosleep(clockid_t clock, int flags, const struct timespec *asked,
                         struct timespec *left)
{
    (void)clock;
    if (!is_sleep(asked))
        return EINVAL;
    uint64_t ns = ns_of(asked), now = START_S * SECOND + engine.current->clock_ns;
    if (flags & TIMER_ABSTIME)
        ns = ns > now ? ns - now : 0;
    int error = sleep_for(ns, WHERE);
    if (error && left && !(flags & TIMER_ABSTIME))
        *left = *asked;
    return error;
}

HOOK int thrd_sleep(const struct timespec *asked, struct timespec *left)
{
    return sleep_or_fail(asked, left, WHERE);
}

HOOK int clock_gettime(clockid_t clock, struct timespec *now)
{
    if (!engine.is_live) {
        *now = (struct timespec){(time_t)START_S, 0};
        return 0;
    }
    uint64_t ns = clocks_look();
    if (clock != CLOCK_REALTIME)
        ns -= START_S * SECOND - SECOND;
    *now = (struct timespec){(time_t)(ns / SECOND), (long)(ns % SECOND)};
    return 0;
}

HOOK int timespec_get(struct timespec *now, int base)
{
    uint64_t ns = clocks_look();
    *now = (struct timespec){(time_t)(ns / SECOND), (long)(ns % SECOND)};
    return base;
}

HOOK int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    uint64_t ns = clocks_look();
    *now = (struct timeval){(time_t)(ns / SECOND), (suseconds_t)(ns % SECOND / 1000)};
    return 0;
}

HOOK time_t time(time_t *now)
{
    time_t seconds = (time_t)(clocks_look() / SECOND);
    if (now)
        *now = seconds;
    return seconds;
}

HOOK clock_t clock(void)
{
    return (clock_t)(clocks_look() / 1000 - START_S * 1000000);
}

/* --- chance ----------------------------------------------------------------------------------- */

static uint64_t draw(uint64_t *state, uint64_t where)
{
    if (verdict->draws == 0)
        verdict->draws = where;
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* One stream for all threads: drawing is a step that depends on the other drawings. */
static uint64_t draw_shared(uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, NULL, where);
    (void)hook_link(&op, &random_state, TAG_STREAM);
    engine_do(&op);
    spin_changed();
    return draw(&random_state, where);
}

HOOK int rand(void)
{
    return (int)draw_shared(WHERE);
}

HOOK void srand(unsigned seed)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, NULL, WHERE);
    (void)hook_link(&op, &random_state, TAG_STREAM);
    engine_do(&op);
    random_state = seed;
}

HOOK long random(void)
{
    return (long)draw_shared(WHERE);
}

HOOK void srandom(unsigned seed)
{
    srand(seed);
}

HOOK int rand_r(unsigned *seed)
{
    uint64_t state = *seed;
    uint64_t value = draw(&state, WHERE);
    *seed = (unsigned)(state >> 16);
    return (int)value;
}

HOOK double drand48(void)
{
    return (double)draw_shared(WHERE) / (double)(UINT64_C(1) << 31);
}

HOOK void srand48(long seed)
{
    srand((unsigned)seed);
}
