/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A letter box. Every function may be called by several threads at once.
 */
#ifndef POST_H
#define POST_H

#define MOST_LETTERS 8

/* Puts a letter in. Never more than MOST_LETTERS from the beginning on; 0 is no letter. */
void post_put(int letter);
/* Takes the letter that has been in longest; waits until there is one. Nobody else gets the same.
 */
int post_take(void);

#endif
