/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. All of it is called by coroutines.
 */
#ifndef SERVER_H
#define SERVER_H

#define MOST_NAMES 64 /* they are numbers, from 0 */

/* Yours: what the server says of a name. Any coroutine calls it at any time, and it may await. The
 * server is asked only once for each name. */
long lookup(int name);

/* The driver's: asks the server. It awaits: others run until the answer is there. */
long ask(int name);
/* The driver's: awaits until somebody else calls tell_news(). That lets all go on who are waiting
 * here at that moment, and is no news to those who come later. */
void await_news(void);
/* The driver's: does not await. */
void tell_news(void);

#endif
