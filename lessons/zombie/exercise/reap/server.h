/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SERVER_H
#define SERVER_H

#include <sys/types.h>

/* Yours: has a child handle a request, and does not wait for it. Returns the child. */
pid_t take_request(int request);
/* Yours: called by the server whenever it has a moment. Collects every child that has ended by now,
 * and waits for none that is still at work. Returns how many it has collected. */
int collect_ended(void);

/* The driver's: handles a request. Some take long. */
void handle(int request);

#endif
