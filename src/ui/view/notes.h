/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The speaker's notes of a page, at the moment where the lesson is: those between the act before
 * and the act after the one at hand. notes_draw() is a pure function, as view_draw() is.
 */
#ifndef UI_VIEW_NOTES_H
#define UI_VIEW_NOTES_H

#include "core/lesson/lectern.h"
#include "core/lesson/lesson.h"
#include "ui/draw/canvas.h"

struct notes {
    const struct lesson *lesson; /* NULL: none is taken now */
    size_t block;                /* the act at hand; behind the last one when the lesson is over */
    enum lectern_moment moment;
    const char *problem; /* why there is no lesson to show; NULL */
    int scroll;          /* lines, from 0 */
};

void notes_draw(const struct notes *notes, struct canvas *canvas);
/* The greatest scroll that makes a difference on a screen of this size. */
int notes_scroll_limit(const struct notes *notes, int width, int height);

/* The same as text, and as one JSON object without a newline. */
void notes_tell(const struct notes *notes, struct text *out);
void notes_tell_json(const struct notes *notes, struct text *out);

#endif
