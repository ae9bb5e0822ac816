/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The starting line of --place spread. Threads that are to run side by side must also begin side by
 * side: created one after the other, the first of two short ones is over before the second begins.
 * So the threads that one thread creates in a row wait at a line, each on its core. The creator
 * opens it with the first call that shows that it is done with creating (a join, a lock, a sleep,
 * its exit), and they start together as the last of them has come.
 *
 * Nobody waits longer than LINE_PATIENCE_MS: a program that goes on without such a call is not held
 * up for more than that. At a closed gate there is no line: there the learner decides who runs.
 */
#ifndef PROBE_LINE_H
#define PROBE_LINE_H

#include <stddef.h>
#include <stdint.h>

#define LINE_PATIENCE_MS 20

struct line;

extern __thread struct line *line_mine; /* that I have to open; NULL: none */

/* For the thread that is about to be created; NULL: it starts at once. */
struct line *line_join(void);
/* It was not created after all. NULL is fine. */
void line_leave(struct line *line);
/* By the new thread. NULL is fine. */
void line_wait(struct line *line);
void line_open(void);

static inline void line_open_mine(void)
{
    if (__builtin_expect(line_mine != NULL, 0))
        line_open();
}

#endif
