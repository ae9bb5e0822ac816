/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How busy the cores are that we may use, all programs together. Who measures what a program does
 * with two cores must know whether it could have had both.
 */
#ifndef CORE_BASE_LOAD_H
#define CORE_BASE_LOAD_H

#include <stdbool.h>
#include <stdint.h>

/* Time for which these cores have worked (or were taken by the host of a virtual machine) since the
 * machine started, in the kernel's clock ticks of some milliseconds. False: not to be known. */
bool load_busy_ns(uint64_t *ns);

#endif
