/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef LOCK_H
#define LOCK_H

/* Yours: takes the interpreter's lock; waits as long as another thread has it. */
void take_lock(void);
/* Yours: gives it back. */
void give_lock(void);
/* Yours: called by the thread that has the lock, now and then. If another one waits for it, that
 * one has it next, and the caller again behind it. If nobody waits, the caller keeps it, and goes
 * on. */
void offer_lock(void);

/* The driver's: the caller has to wait. To be called in take_lock(), before it waits, at a moment
 * when nobody can take or give the lock. */
void must_wait(void);

#endif
