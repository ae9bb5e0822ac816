/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Between the texts there is a line break; and in them?
 */
#include <stdlib.h>
#include <string.h>

#include "order.h"

size_t order_pack(const struct order *order, char *bytes, size_t most)
{
    size_t n = sizeof(order->number);
    if (n + strlen(order->item) + (order->note ? strlen(order->note) : 0) + 2 > most)
        return 0;
    memcpy(bytes, &order->number, n);
    strcpy(bytes + n, order->item);
    strcat(bytes + n, "\n");
    if (order->note)
        strcat(bytes + n, order->note);
    return n + strlen(bytes + n);
}

int order_unpack(const char *bytes, size_t n, struct order *order)
{
    memcpy(&order->number, bytes, sizeof(order->number));
    const char *item = bytes + sizeof(order->number), *end = bytes + n;
    size_t size = 0;
    while (item + size < end && item[size] != '\n')
        size++;
    order->item = strndup(item, size);
    const char *note = item + size + 1;
    order->note = note < end ? strndup(note, (size_t)(end - note)) : NULL;
    return 0;
}
