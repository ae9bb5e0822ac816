/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interpreter for programs whose executions are resumed in the middle
 * (explore/machine/resume.h).
 */
#define PLAIN
#include "interpreter.c"
