/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All exercises by chapter and lesson with their states, or as many lines of them around the one at
 * hand as standard output has room for, if it is a terminal.
 */
#ifndef UI_EXERCISE_WATCH_LIST_H
#define UI_EXERCISE_WATCH_LIST_H

#include "core/exercise/exercise.h"
#include "ui/tutor/tutor.h"

void watch_list(struct tutor *tutor, const struct exercise *at_hand);

#endif
