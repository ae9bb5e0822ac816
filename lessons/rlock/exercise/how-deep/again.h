/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lock that lets its owner in again. For all threads.
 */
#ifndef AGAIN_H
#define AGAIN_H

/* Takes it; who has it already may take it once more, and comes in at once. */
void again_take(void);
/* Gives it back once. Others get it when it was given back as often as it was taken. */
void again_give(void);

#endif
