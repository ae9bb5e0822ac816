/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/load.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

enum { STAT_LIMIT = 1 << 20 };

/* "cpu3 user nice system idle iowait irq softirq steal ...": all but what is idle. */
static bool read_core(const char *line, int *core, uint64_t *ticks)
{
    unsigned long long user, nice, system, idle, iowait, irq, softirq, steal;
    if (sscanf(line, "cpu%d %llu %llu %llu %llu %llu %llu %llu %llu", core, &user, &nice, &system,
               &idle, &iowait, &irq, &softirq, &steal) != 9)
        return false;
    *ticks = user + nice + system + irq + softirq + steal;
    return true;
}

bool load_busy_ns(uint64_t *ns)
{
    cpu_set_t ours;
    struct err err;
    struct text stat = {0};
    long rate = sysconf(_SC_CLK_TCK);
    bool is_known = false;
    if (rate <= 0 || sched_getaffinity(0, sizeof(ours), &ours) != 0)
        return false;
    if (file_read("/proc/stat", STAT_LIMIT, &stat, &err) != 0)
        goto out;
    uint64_t all = 0, ticks;
    for (const char *line = text_get(&stat); line; line = strchr(line, '\n')) {
        int core;
        line += *line == '\n';
        if (strncmp(line, "cpu", 3) != 0)
            break;
        if (!read_core(line, &core, &ticks) || core < 0 || core >= CPU_SETSIZE ||
            !CPU_ISSET(core, &ours))
            continue;
        all += ticks;
        is_known = true;
    }
    *ns = all * (1000000000u / (uint64_t)rate);
out:
    text_release(&stat);
    return is_known;
}
