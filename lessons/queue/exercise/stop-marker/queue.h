/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef QUEUE_H
#define QUEUE_H

#define STOP (-1) /* no item is that */

/* Yours: puts the items 0 to `items` - 1 into the queue, and sees to it that all consumers end. */
void produce(int items, int consumers);
/* Yours: takes items out and handles each, until there will be no more. Several threads do that. */
void consume(void);

/* The driver's queue, which is right: put never waits, get waits until there is something. */
void put(int item);
int get(void);
/* The driver's: handles an item. It takes long; two items do not disturb each other. */
void handle(int item);

#endif
