/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef ALARM_H
#define ALARM_H

#include <stdbool.h>

/* Yours: before the clock is started, again for each alarm. No other thread is there. */
void alarm_set(void);
/* Yours: the time is over. Called once, by the timer's thread: rings, unless it was cancelled. */
void alarm_over(void);
/* Yours: cancels. True if it came in time: then it never rings. False: it is too late, and it
 * rings, or has rung. It does not wait for the end of the ringing. */
bool alarm_cancel(void);

/* The driver's: rings. It takes long. */
void ring(void);

#endif
