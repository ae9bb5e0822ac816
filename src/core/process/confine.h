/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a learner's program may not do: limits (setrlimit), no new privileges, Landlock (where it
 * may write), seccomp (which calls it may not make). Each is had where the kernel has it; a kernel
 * without one is no error, and confine_story() says so.
 *
 * This is a fence for programs that do harm by mistake, or out of curiosity. It hides nothing: all
 * files can be read, the network can be used. Whoever runs other people's programs should do so as
 * a user of their own.
 *
 * All but confine_story() are called by processes that are about to be, or to start, the program.
 */
#ifndef CORE_PROCESS_CONFINE_H
#define CORE_PROCESS_CONFINE_H

#include <sys/types.h>

#include "core/base/text.h"
#include "core/process/child.h"
#include "core/process/confine_filter.h"

/* Limits of this process and all it will start. No core dumps, and if the machine runs out of
 * memory, the kernel is to take this one first. */
void confine_limits(const struct child_limits *limits);

/* From now on, this process and its children gain no privileges by exec, write only below `dir`,
 * the temporary folders and harmless devices, and send signals only among themselves (Landlock,
 * from ABI 6 on). NULL: they write nowhere, but to what is open and to memory without a name. */
void confine_files(const char *dir);

/* From now on, calls that change the machine fail with EPERM, and so do signals and the like for
 * everybody (kill(-1)) and for the processes in `spared`. */
void confine_calls(const pid_t spared[CONFINE_SPARED]);

/* From now on, no sockets but local ones. */
void confine_network(void);

/* "no new privileges, seccomp, Landlock 7" or what lacks, for `doctor`. */
void confine_story(struct text *out);

#endif
