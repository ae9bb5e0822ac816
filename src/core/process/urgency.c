/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/process/urgency.h"

#include <errno.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/wait.h>

/* Among all the processes of a program gone wild, this one is to get its turn. Only root may; for
 * others the kernel's own limit on processes holds. */
void urgency_take(void)
{
    struct sched_param lowest = {.sched_priority = sched_get_priority_min(SCHED_RR)};
    if (sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &lowest) < 0)
        errno = 0;
}

/* wait4() with the urgency of everybody else. To bury a process the kernel clears away its entries
 * in /proc, and where another is at that too, turns in a loop until it is done. That other may be a
 * dying thread on our own core: it would not get its turn from us before the kernel's limit on
 * real-time tasks, most of a second. */
pid_t urgency_bury(pid_t pid, int *status, int options, struct rusage *usage)
{
    struct sched_param none = {0};
    bool is_first = sched_getscheduler(0) != SCHED_OTHER;
    if (is_first)
        (void)sched_setscheduler(0, SCHED_OTHER, &none); /* else it only takes longer */
    pid_t buried = wait4(pid, status, options, usage);
    int saved = errno;
    if (is_first)
        urgency_take();
    errno = saved;
    return buried;
}
