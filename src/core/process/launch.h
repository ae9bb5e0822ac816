/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens in the program's process between fork and exec.
 */
#ifndef CORE_PROCESS_LAUNCH_H
#define CORE_PROCESS_LAUNCH_H

#include <sys/types.h>

#include "core/process/child.h"

struct launch {
    const struct child_spec *spec;
    int null_fd;   /* becomes standard input */
    int output_fd; /* becomes standard output and standard error */
    int hold_fd;   /* the exec waits for a byte from here; -1: it does not */
    int socket;    /* to the tutor: the program's number is told here */
    int told_fd;   /* close-on-exec; the errno of a failed exec is written here */
    pid_t warden, keeper, tutor;
};

/* Puts all signals back to their defaults, and unblocks them. */
void launch_reset_signals(void);

/* All descriptors from 3 on, but those in `keep`, are closed. */
void launch_close_all_but(const int *keep, size_t n);

_Noreturn void launch_program(const struct launch *launch);

#endif
