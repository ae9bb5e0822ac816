/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Thirty-one bytes are enough for every text. Are they?
 */
#include <stdlib.h>
#include <string.h>

#include "order.h"

struct line {
    int number;
    char has_note;
    char item[32], note[32];
};

size_t order_pack(const struct order *order, char *bytes, size_t most)
{
    struct line line = {.number = order->number, .has_note = order->note != NULL};
    if (sizeof(line) > most)
        return 0;
    strncpy(line.item, order->item, sizeof(line.item) - 1);
    if (order->note)
        strncpy(line.note, order->note, sizeof(line.note) - 1);
    memcpy(bytes, &line, sizeof(line));
    return sizeof(line);
}

int order_unpack(const char *bytes, size_t n, struct order *order)
{
    struct line line;
    if (n != sizeof(line))
        return 1;
    memcpy(&line, bytes, sizeof(line));
    order->number = line.number;
    order->item = strdup(line.item);
    order->note = line.has_note ? strdup(line.note) : NULL;
    return 0;
}
