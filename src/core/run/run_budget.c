/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a run may take: by the clock, and where little is to be computed, by processor time. A
 * program that turns round and round is ended by that before the other is up, and the same on a
 * machine where others are at work.
 */
#include <time.h>

#include "core/run/run_state.h"

enum { PROCESSES_MOST = 64 }; /* that are asked for their time */

/* Of a process that lives; 0 when it does not. */
static uint64_t used_ns(uint32_t pid)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid((pid_t)pid, &clock) != 0 || clock_gettime(clock, &used) < 0)
        return 0;
    return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

/* Of those that live, and of those that we have reaped: at least so much. */
static uint64_t all_used_ns(const struct run *run)
{
    uint64_t sum = run->outcome.cpu_ns;
    uint32_t last = 0;
    for (uint32_t i = 1; i < trace_lanes(run->trace) && i <= PROCESSES_MOST; i++) {
        const struct lane *lane = trace_lane(run->trace, i);
        if (lane->pid == lane->tid && lane->pid != last)
            sum += used_ns(lane->pid);
        last = lane->pid;
    }
    return sum;
}

static void tell(struct run *run, const char *sentence, double seconds)
{
    struct text duration = {0};
    text_put_duration(&duration, (int64_t)(seconds * 1e9));
    text_add(&run->hang, sentence, text_get(&duration));
    text_release(&duration);
    deadlock_explain_hang(run->trace, &run->hang);
}

bool run_has_spent(struct run *run, uint64_t now_ns)
{
    double seconds = run->spec.budget_s, cpu_s = run->spec.cpu_s;
    double wall_ns = (double)(now_ns - run->go_ns) - (double)run->paused_ns;
    if (seconds > 0 && wall_ns > seconds * 1e9)
        tell(run, _("it has not ended in %s, and is ended now"), seconds);
    else if (cpu_s > 0 && (double)all_used_ns(run) > cpu_s * 1e9)
        tell(run, _("it has computed for %s and not come to its end, and is ended now"), cpu_s);
    return run->hang.size > 0;
}
