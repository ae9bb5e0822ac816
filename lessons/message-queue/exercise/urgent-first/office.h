/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef OFFICE_H
#define OFFICE_H

#include <stddef.h>

#define LETTER_MOST 64 /* bytes of a letter */

/* Yours: makes the queue with the name office_name(), for letters of at most LETTER_MOST bytes,
 * eight of them at a time. Called once, before the processes are made. Returns 0, or 1 if it
 * failed. */
int office_open(void);
/* Yours: sends a letter of n bytes. Returns 0, or 1 if it failed. */
int office_send(const char *letter, size_t n, int is_urgent);
/* Yours: receives a letter, urgent ones first, those of one sort in the order in which they were
 * sent. `letter` has room for LETTER_MOST bytes. Returns how many it has, or 0 if it failed. */
size_t office_receive(char *letter);
/* Yours, called once, when all is over: nothing of the queue is left, not even its name. */
void office_close(void);

/* The driver's. */
const char *office_name(void);

#endif
