/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The warden's right of way: it gets its turn before what it watches, but for one call.
 */
#ifndef CORE_PROCESS_URGENCY_H
#define CORE_PROCESS_URGENCY_H

#include <sys/resource.h>
#include <sys/types.h>

/* This process comes first from now on, where it may. */
void urgency_take(void);
/* As wait4(). */
pid_t urgency_bury(pid_t pid, int *status, int options, struct rusage *usage);

#endif
