/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef ORDER_H
#define ORDER_H

#include <stddef.h>

struct order {
    int number;
    char *item; /* any text, of any length */
    char *note; /* another one; NULL: there is none */
};

/* Yours: writes the order as bytes, at most `most`, and returns how many; 0: it does not fit. */
size_t order_pack(const struct order *order, char *bytes, size_t most);
/* Yours, called in another program, which has these bytes and nothing else: makes the order again.
 * Its texts are the caller's to free. Returns 0, or 1 if something failed. */
int order_unpack(const char *bytes, size_t n, struct order *order);

#endif
