/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The learner's editor, on the learner's terminal.
 */
#ifndef UI_TERMINAL_EDITOR_H
#define UI_TERMINAL_EDITOR_H

#include "core/base/err.h"

/* Opens the file in $VISUAL, $EDITOR or vi, and waits until it ends. -1 with err. */
int editor_run(const char *path, struct err *err);

#endif
