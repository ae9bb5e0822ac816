/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers. All of it is called by several threads at once.
 */
#ifndef COUNTER_H
#define COUNTER_H

/* Yours: sets the number. Before any thread counts. */
void count_from(int number);
/* Yours: the counter's number. */
int count_now(void);
/* Yours: counts down by one, but not below 0. Returns the new number, or -1 if it was 0. */
int count_down(void);
/* Yours: counts down by two in one step: nobody sees, or counts, anything in between. Returns the
 * new number, or -1 if there were less than two: then nothing is changed. */
int count_down_two(void);

#endif
