/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The processes between the tutor and a program: see child.h for why. What they say to each other
 * over the socket (SOCK_SEQPACKET, so a message is whole or not there) is this.
 */
#ifndef CORE_WARDEN_H
#define CORE_WARDEN_H

#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "core/child.h"

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

enum warden_command { /* one byte each; end of file: the tutor is gone */
                      WARDEN_GO = 'g',
                      WARDEN_END = 'e',
};

struct warden_plan {
    const struct child_spec *spec;
    int socket;    /* the warden's end */
    int output_fd; /* for the program */
    pid_t tutor;
};

/* In a new process: becomes the keeper, starts the warden, and never returns. */
_Noreturn void warden_keep(const struct warden_plan *plan);

#endif
