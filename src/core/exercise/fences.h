/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gaps before an answer's variables and behind them, whose sizes nobody can know:
 * explore/calls/fence.h. The linker puts what is in a section in the order of the files.
 */
#ifndef CORE_EXERCISE_FENCES_H
#define CORE_EXERCISE_FENCES_H

#include "core/base/err.h"

/* Two files of assembler: the answer's object is linked between them. */
int fences_write(const char *before, const char *behind, struct err *err);

#endif
