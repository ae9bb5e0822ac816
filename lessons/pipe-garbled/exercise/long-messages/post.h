/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef POST_H
#define POST_H

#include <stddef.h>

/* Yours: called once, before the processes are made. Returns 0, or 1 if something failed. */
int post_open(void);
/* Yours, called by several processes at once: sends one message of n bytes, however long, into the
 * pipe `to`. Returns 0, or 1 if something failed. */
int post_send(int to, const char *bytes, size_t n);
/* Yours, called by one process: receives one message from the pipe `from`, of at most `most` bytes.
 * Returns its length, or 0: nobody sends any more. */
size_t post_receive(int from, char *bytes, size_t most);

#endif
