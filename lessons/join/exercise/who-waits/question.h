/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef QUESTION_H
#define QUESTION_H

/* Yours: has a thread find the answer, does the caller's own work meanwhile, and returns the
 * answer. */
long ask(void);

/* The driver's: finds the answer. It takes long. */
long find_answer(void);
/* The driver's: the caller's own work, which needs no answer. It takes long, too. */
void do_own_work(void);

#endif
