/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The learner's loop: edit in any editor, save, and read what the check says of it. One key for a
 * hint, the list, a new start; it never goes on to another exercise by itself.
 */
#ifndef UI_COMMANDS_WATCHING_H
#define UI_COMMANDS_WATCHING_H

#include "ui/tutor/tutor.h"

/* Until the learner quits, or a signal comes. NULL: the exercise that was begun last. An exit
 * status. */
int watching_main(struct tutor *tutor, const struct exercise *exercise);

/* Opens the learner's file of it in $VISUAL or $EDITOR, and waits until that ends. */
int watching_edit(struct tutor *tutor, const struct exercise *exercise);

#endif
