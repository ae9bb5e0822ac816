/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What warden.c (while the program runs) and warden_end.c share. Nobody else includes it.
 */
#ifndef CORE_PROCESS_WARDEN_STATE_H
#define CORE_PROCESS_WARDEN_STATE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <time.h>

#include "core/process/child.h"
#include "core/process/report.h"

struct warden {
    const struct child_spec *spec;
    struct reporter reporter;
    int signals;
    int hold, told; /* our ends of the program's pipes; -1 once used */
    pid_t keeper;   /* 0: this is the keeper, who has taken over */
    pid_t warden;   /* the keeper's: its death is nobody's business */
    pid_t program;
    bool program_is_dead,
        program_is_reaped; /* a dead one is kept until the end: it guards its number */
    bool is_failed;        /* the exec failed */
    bool is_ending;
    uint64_t linger_until, look_at; /* ns; 0 not yet */
    uint64_t tasks_seen;            /* at the last look */
    uint16_t crowd_before;          /* tasks of the whole machine when it began */
};

/* Nanoseconds. */
uint64_t warden_clock(clockid_t clock);

void warden_tell_death(struct warden *warden, pid_t pid, int status, const struct rusage *usage);
/* The tutor learns why, once; the end is to follow. */
void warden_end_because(struct warden *warden, enum child_reason reason);
/* When it returns, nothing that the program has started is left, and all has been told. */
void warden_end(struct warden *warden);

#endif
