/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/timers.h"

#include <errno.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/search/spin.h"

#define OWN    3  /* the process's: ITIMER_REAL, which is alarm's as well, _VIRTUAL, _PROF */
#define TIMERS 32 /* with those that the program makes */
#define SECOND INT64_C(1000000000)

static struct timer {
    int64_t
        left_ns; /* as it was set: a time that goes by only in sleeps says nothing; 0: it is not */
    int signal;  /* 0: none is sent */
    int32_t set_by;
    bool is_made;
    sigval_t value;
} timers[TIMERS];
static uint32_t set_count;
static bool is_used;

void timers_reset(void)
{
    if (is_used)
        memset(timers, 0, sizeof(timers));
    set_count = 0;
    is_used = false;
    timers[ITIMER_REAL].signal = SIGALRM;
    timers[ITIMER_VIRTUAL].signal = SIGVTALRM;
    timers[ITIMER_PROF].signal = SIGPROF;
}

/* The one that was set first. */
static struct timer *find(int number)
{
    struct timer *found = NULL;
    for (unsigned i = 0; i < TIMERS; i++)
        if (timers[i].left_ns > 0 && timers[i].signal == number &&
            (!found || timers[i].set_by < found->set_by))
            found = &timers[i];
    return found;
}

uint64_t timers_ringing(void)
{
    uint64_t ringing = 0;
    for (unsigned i = 0; i < TIMERS && set_count > 0; i++)
        if (timers[i].left_ns > 0 && timers[i].signal > 0)
            ringing |= SIGNAL_BIT(timers[i].signal);
    return ringing;
}

int32_t timers_set_by(int number)
{
    const struct timer *timer = number ? find(number) : NULL;
    return timer ? timer->set_by : NOBODY;
}

/* What it was set to before. */
static int64_t set(struct timer *timer, int64_t ns)
{
    int64_t before = timer->left_ns;
    bool was_set = before > 0 && timer->signal > 0, is_set = ns > 0 && timer->signal > 0;
    set_count += (uint32_t)(ns > 0) - (uint32_t)(before > 0);
    engine.pending += (uint32_t)is_set - (uint32_t)was_set;
    timer->left_ns = ns;
    timer->set_by = engine.current->last;
    engine.is_alone &= !is_set;
    return before;
}

void timers_ring(int number, siginfo_t *told)
{
    struct timer *timer = find(number);
    if (!timer)
        return;
    if (timer - timers >= OWN) {
        told->si_code = SI_TIMER;
        told->si_value = timer->value;
    }
    (void)set(timer, 0);
}

/* --- the calls -------------------------------------------------------------------------------- */

static int fail(int error)
{
    errno = error;
    return -1;
}

static void announce(enum event_kind kind, int64_t seconds, uint64_t where)
{
    signals_need();
    struct op op = hook_op(OP_PLAIN, kind, NULL, where);
    op.flags = OP_ACQUIRE | OP_RELEASE;
    op.argument = seconds;
    signals_link(&op, NULL, LINK_ALL);
    engine_do(&op);
    spin_changed();
    is_used = true;
}

static unsigned set_alarm(int64_t ns, uint64_t where)
{
    int64_t seconds = (ns + SECOND - 1) / SECOND;
    announce(K_SIGNAL_ALARM, seconds, where);
    return (unsigned)((set(&timers[ITIMER_REAL], ns) + SECOND - 1) / SECOND);
}

HOOK unsigned alarm(unsigned seconds)
{
    return set_alarm(seconds * SECOND, WHERE);
}

static const char again[] = "a timer that rings again and again: let it ring once, and set it anew "
                            "where it is heard";

HOOK useconds_t ualarm(useconds_t us, useconds_t interval)
{
    if (interval > 0)
        engine_refuse(again, WHERE);
    return set_alarm(us * INT64_C(1000), WHERE) * 1000000u;
}

static struct timeval as_timeval(int64_t ns)
{
    return (struct timeval){ns / SECOND, ns % SECOND / 1000};
}

static bool is_micros(const struct timeval *time)
{
    return time->tv_sec >= 0 && time->tv_usec >= 0 && time->tv_usec < 1000000;
}

HOOK int setitimer(__itimer_which_t which, const struct itimerval *restrict to,
                   struct itimerval *restrict before)
{
    if ((unsigned)which >= OWN || !is_micros(&to->it_value) || !is_micros(&to->it_interval))
        return fail(EINVAL);
    int64_t ns = to->it_value.tv_sec * SECOND + to->it_value.tv_usec * INT64_C(1000);
    if (ns > 0 && (to->it_interval.tv_sec > 0 || to->it_interval.tv_usec > 0))
        engine_refuse(again, WHERE);
    announce(K_SIGNAL_ALARM, (ns + SECOND - 1) / SECOND, WHERE);
    int64_t left = set(&timers[which], ns);
    if (before)
        *before = (struct itimerval){.it_value = as_timeval(left)};
    return 0;
}

HOOK int getitimer(__itimer_which_t which, struct itimerval *now)
{
    if ((unsigned)which >= OWN)
        return fail(EINVAL);
    announce(K_NONE, 0, WHERE);
    *now = (struct itimerval){.it_value = as_timeval(timers[which].left_ns)};
    return 0;
}

/* A timer_t is its number, so that a null pointer is none. */
static struct timer *timer_of(timer_t id)
{
    uintptr_t i = (uintptr_t)id;
    return i >= OWN && i < TIMERS && timers[i].is_made ? &timers[i] : NULL;
}

HOOK int timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict id)
{
    (void)clock;
    int how = event ? event->sigev_notify : SIGEV_SIGNAL;
    if (how != SIGEV_SIGNAL && how != SIGEV_NONE)
        engine_refuse("a timer that starts a thread: let it send a signal (SIGEV_SIGNAL), and wait "
                      "for that in a thread of your own (sigwait)",
                      WHERE);
    if (event && how == SIGEV_SIGNAL && !signals_is_number(event->sigev_signo))
        return fail(EINVAL);
    announce(K_NONE, 0, WHERE);
    uintptr_t i = OWN;
    while (i < TIMERS && timers[i].is_made)
        i++;
    if (i == TIMERS)
        return fail(EAGAIN);
    timers[i] = (struct timer){.is_made = true,
                               .signal = how == SIGEV_NONE ? 0
                                         : event           ? event->sigev_signo
                                                           : SIGALRM};
    if (event)
        timers[i].value = event->sigev_value;
    else
        timers[i].value.sival_int = (int)i;
    *id = (timer_t)i; // NOLINT(performance-no-int-to-ptr): its number
    return 0;
}

HOOK int timer_settime(timer_t id, int flags, const struct itimerspec *restrict to,
                       struct itimerspec *restrict before)
{
    (void)flags; /* at what time does not matter, only whether */
    if (!hook_is_time(&to->it_value) || !hook_is_time(&to->it_interval))
        return fail(EINVAL);
    int64_t ns = to->it_value.tv_sec * SECOND + to->it_value.tv_nsec;
    if (ns > 0 && (to->it_interval.tv_sec > 0 || to->it_interval.tv_nsec > 0))
        engine_refuse(again, WHERE);
    announce(K_SIGNAL_ALARM, (ns + SECOND - 1) / SECOND, WHERE);
    struct timer *timer = timer_of(id);
    if (!timer)
        return fail(EINVAL);
    int64_t left = set(timer, ns);
    if (before)
        *before = (struct itimerspec){.it_value = {left / SECOND, left % SECOND}};
    return 0;
}

HOOK int timer_gettime(timer_t id, struct itimerspec *now)
{
    announce(K_NONE, 0, WHERE);
    const struct timer *timer = timer_of(id);
    if (!timer)
        return fail(EINVAL);
    *now = (struct itimerspec){.it_value = {timer->left_ns / SECOND, timer->left_ns % SECOND}};
    return 0;
}

HOOK int timer_getoverrun(timer_t id)
{
    return timer_of(id) ? 0 : fail(EINVAL);
}

HOOK int timer_delete(timer_t id)
{
    announce(K_NONE, 0, WHERE);
    struct timer *timer = timer_of(id);
    if (!timer)
        return fail(EINVAL);
    (void)set(timer, 0);
    timer->is_made = false;
    return 0;
}
