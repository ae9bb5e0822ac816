/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The item is written down; the note is still an address.
 */
#include <stdlib.h>
#include <string.h>

#include "order.h"

/* A text: a mark whether there is one, and if so its length and its bytes. */
static size_t put_text(char *bytes, const char *text)
{
    size_t n = text ? strlen(text) : 0;
    bytes[0] = text != NULL;
    memcpy(bytes + 1, &n, sizeof(n));
    if (text)
        memcpy(bytes + 1 + sizeof(n), text, n);
    return 1 + sizeof(n) + n;
}

/* Returns what is behind it; NULL: it is cut short. */
static const char *take_text(const char *bytes, const char *end, char **text)
{
    size_t n;
    *text = NULL;
    if ((size_t)(end - bytes) < 1 + sizeof(n))
        return NULL;
    memcpy(&n, bytes + 1, sizeof(n));
    const char *from = bytes + 1 + sizeof(n);
    if ((size_t)(end - from) < n)
        return NULL;
    if (bytes[0] != 0 && !(*text = strndup(from, n)))
        return NULL;
    return from + n;
}

static size_t length(const char *text)
{
    return 1 + sizeof(size_t) + (text ? strlen(text) : 0);
}

size_t order_pack(const struct order *order, char *bytes, size_t most)
{
    size_t n = sizeof(order->number);
    if (n + length(order->item) + length(order->note) > most)
        return 0;
    memcpy(bytes, &order->number, n);
    n += put_text(bytes + n, order->item);
    memcpy(bytes + n, &order->note, sizeof(order->note));
    return n + sizeof(order->note);
}

int order_unpack(const char *bytes, size_t n, struct order *order)
{
    const char *end = bytes + n, *at = bytes + sizeof(order->number);
    if (n < sizeof(order->number))
        return 1;
    memcpy(&order->number, bytes, sizeof(order->number));
    at = take_text(at, end, &order->item);
    if (!at || (size_t)(end - at) != sizeof(order->note))
        return 1;
    memcpy(&order->note, at, sizeof(order->note));
    return 0;
}
