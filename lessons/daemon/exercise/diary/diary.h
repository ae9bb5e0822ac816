/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. Main calls it all.
 */
#ifndef DIARY_H
#define DIARY_H

#define MOST_LINES 1000

/* Yours: starts a thread in the background, which writes. 0, or -1 if it cannot be had. */
int diary_open(void);
/* Yours: notes a line, and goes on: it is written in the background. Never more than MOST_LINES. */
void diary_note(int line);
/* Yours: when it returns, all that was noted is written, nobody writes any more, and all memory has
 * been given back. */
void diary_close(void);

/* The driver's: writes a line, which takes long. To be called in the background only. */
void write_line(int line);

#endif
