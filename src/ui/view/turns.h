/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A schedule as the learner makes it: one turn a step. As text it is what the explorer prints and
 * takes, "m2 a1 a=10 b1": a letter for each thread (explore_letter()), how many steps it makes, and
 * behind '=' the number of a signal that arrives at it.
 */
#ifndef UI_VIEW_TURNS_H
#define UI_VIEW_TURNS_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/text.h"

struct turn {
    char letter;    /* of the thread */
    uint8_t signal; /* that arrives at it; 0: it makes its step */
};

/* Zero is a valid empty one. */
struct turns {
    struct text bytes;
};

void turns_release(struct turns *turns);
void turns_clear(struct turns *turns);
size_t turns_count(const struct turns *turns);
struct turn turns_get(const struct turns *turns, size_t i);
void turns_add(struct turns *turns, struct turn turn);
void turns_drop_last(struct turns *turns); /* there must be one */

/* Words that say no turns ("m@7f40", what the explorer has learned) are left out. */
void turns_read(struct turns *turns, const char *schedule);
/* The text; what `learned` says besides turns stays at its end. The caller's. */
char *turns_write(const struct turns *turns, const char *learned);

#endif
