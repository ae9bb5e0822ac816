/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "probe/line.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "probe/emit.h"

struct line {
    _Atomic uint32_t users;   /* who may still touch it: the creator and each thread */
    _Atomic uint32_t is_open; /* a futex */
    _Atomic uint32_t expected, arrived;
};

__thread struct line *line_mine;

struct line *line_join(void)
{
    if (probe_region->place != PLACE_SPREAD || atomic_load(&probe_region->gate))
        return NULL;
    if (!line_mine) {
        line_mine = calloc(1, sizeof(*line_mine));
        if (!line_mine)
            return NULL;
        atomic_store(&line_mine->users, 1);
    }
    atomic_fetch_add(&line_mine->users, 1);
    atomic_fetch_add(&line_mine->expected, 1);
    return line_mine;
}

static void drop(struct line *line)
{
    if (atomic_fetch_sub(&line->users, 1) == 1)
        free(line);
}

void line_leave(struct line *line)
{
    if (!line)
        return;
    atomic_fetch_sub(&line->expected, 1);
    drop(line);
}

void line_open(void)
{
    struct line *line = line_mine;
    line_mine = NULL;
    atomic_store(&line->is_open, 1);
    (void)syscall(SYS_futex, &line->is_open, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
    drop(line);
}

static uint64_t milliseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* Until the creator has opened it. False: patience is over. */
static bool wait_for_opening(struct line *line, uint64_t until)
{
    while (!atomic_load(&line->is_open)) {
        uint64_t now = milliseconds();
        if (now >= until)
            return false;
        struct timespec left = {0, (long)(until - now) * 1000000};
        (void)syscall(SYS_futex, &line->is_open, FUTEX_WAIT_PRIVATE, 0, &left, NULL, 0);
    }
    return true;
}

void line_wait(struct line *line)
{
    if (!line)
        return;
    uint64_t until = milliseconds() + LINE_PATIENCE_MS;
    bool is_open = wait_for_opening(line, until);
    atomic_fetch_add(&line->arrived, 1);
    /* The last steps are run on the spot: a wake-up would cost the one who comes last his start.
     * With more threads than cores those who wait must let the others come. */
    bool has_cores = atomic_load(&line->expected) <= probe_region->cpu_count;
    while (is_open && atomic_load(&line->arrived) < atomic_load(&line->expected) &&
           milliseconds() < until + LINE_PATIENCE_MS)
        if (!has_cores)
            (void)syscall(SYS_sched_yield); /* not by name: that is a hook of ours */
    drop(line);
}
