/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The processes between the tutor and a program: see child.h for why. What they report is in
 * report.h; what they are told is one byte.
 */
#ifndef CORE_PROCESS_WARDEN_H
#define CORE_PROCESS_WARDEN_H

#include <sys/types.h>

#include "core/process/child.h"

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
