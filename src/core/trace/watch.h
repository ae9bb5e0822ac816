/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watched variables: read from outside the process while it runs free (process_vm_readv), so that
 * watching costs the program nothing and hides no race. What happens between the last look and the
 * end of the process the probe tells (event/ring.h); a program without a probe is known by the last
 * look only.
 */
#ifndef CORE_TRACE_WATCH_H
#define CORE_TRACE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "core/trace/collect.h"

struct watched {
    const char *name;
    uint64_t offset; /* in the program's file */
    uint32_t object; /* number in the trace, 0 not yet seen */
    unsigned size;
    bool is_signed, is_known;
    int64_t value;
};

struct watch {
    struct watched vars[RING_WATCHES];
    unsigned count;
    uint64_t bias;
    bool has_bias;
};

/* Finds the variables `names` (NULL-terminated, lent as long as the watch lives) in the program's
 * file, and puts them in the region. -1 with err (STATUS_USAGE) when there is no such variable. */
int watch_start(struct watch *watch, const char *program, const char *const *names,
                struct region *region, struct err *err);
/* Looks at the variables of process `pid` and tells the collector of each that has changed. */
void watch_look(struct watch *watch, struct collect *collect, int pid);
/* Takes in a sample from the trace. */
void watch_event(struct watch *watch, const struct trace *trace, const struct event *event);

#endif
