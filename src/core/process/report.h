/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the warden and the keeper say to the tutor, over a socket of type SOCK_SEQPACKET, so that a
 * report is whole or not there; and how they say it without ever waiting for a tutor that does not
 * listen.
 */
#ifndef CORE_PROCESS_REPORT_H
#define CORE_PROCESS_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "core/process/child.h"

enum report_kind {
    REPORT_WARDEN, /* pid: the warden's own */
    REPORT_BORN,   /* pid: the program's; value: the errno of a failed fork */
    REPORT_EXEC,   /* value: 0, or the errno of a failed exec */
    REPORT_DEATH,  /* pid, value: wait status, was_killed: by the warden, usage, ns */
    REPORT_ENDING, /* value: enum child_reason */
};

struct report {
    uint32_t kind;
    int32_t pid, value;
    uint32_t was_killed;
    uint64_t ns;
    struct rusage usage;
};

/* The sender's side. Zero but for `socket` is a valid start. */
struct reporter {
    int socket;
    struct report unsent;
    bool has_unsent;
    bool has_reason; /* to be told as soon as there is room */
    enum child_reason reason;
};

/* True: nothing is unsent (or nobody listens any more). False: the tutor has no room now. */
bool reporter_flush(struct reporter *reporter);
/* Only after reporter_flush() was true. */
void reporter_tell(struct reporter *reporter, const struct report *report);
/* Waits for room if there is none. */
void reporter_tell_now(struct reporter *reporter, enum report_kind kind, pid_t pid, int value);
/* Never waits. */
void reporter_tell_reason(struct reporter *reporter, enum child_reason reason);
void reporter_drain(struct reporter *reporter); /* waits until all has been said */

#endif
