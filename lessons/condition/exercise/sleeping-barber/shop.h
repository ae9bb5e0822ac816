/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SHOP_H
#define SHOP_H

#define MOST_CUSTOMERS 4

/* Yours: a customer comes. If the one chair to wait on is taken, it goes at once: 0. Else it sits
 * down, calls the barber, and goes when its hair is cut: 1. Each customer is a thread. */
int visit(int customer);
/* Yours: the barber sleeps until somebody sits on the chair, takes that customer off it, and cuts:
 * 1. If the shop is closed and the chair is empty: 0, he goes home. */
int serve(void);
/* Yours: nobody will come any more. */
void close_shop(void);
/* Yours: is the chair free at this moment? Says so at once, whoever asks. */
int chair_is_free(void);

/* The driver's: cuts somebody's hair. It takes long: others may come in the meantime, and the
 * barber has an eye on the chair (chair_is_free). */
void cut(int customer);

#endif
