/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SONG_H
#define SONG_H

#define SINGERS 3

/* Yours: what is to be done once, before there are any singers. */
void before_the_song(void);
/* Yours: the part of singer `who` (0 is A, 1 is B, 2 is C): as often as there are rounds it
 * breathes once and sings once. Each singer is a thread. */
void sing_part(int who, int rounds);

/* The driver's: takes breath. It takes long; all may do so at the same time. */
void breathe(void);
/* The driver's: sings the note of `who`. Only when it is its turn: A, B, C, A, B, C ... */
void sing(int who);

#endif
