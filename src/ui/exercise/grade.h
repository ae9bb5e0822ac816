/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A check for a grader: what was asked of the answer, item by item, in the format that the grader
 * reads. No figure of time is in it, so that the same answer gives the same bytes.
 */
#ifndef UI_EXERCISE_GRADE_H
#define UI_EXERCISE_GRADE_H

#include "core/exercise/check.h"

struct grade_format {
    const char *name; /* "tap" */
    void (*tell)(const struct exercise *exercise, const struct check_result *result);
};

/* NULL: there is none of that name. */
const struct grade_format *grade_format(const char *name);

#endif
