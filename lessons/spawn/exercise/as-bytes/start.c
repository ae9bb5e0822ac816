/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An order is so many bytes. They are copied, and copied back.
 */
#include <string.h>

#include "order.h"

size_t order_pack(const struct order *order, char *bytes, size_t most)
{
    if (sizeof(*order) > most)
        return 0;
    memcpy(bytes, order, sizeof(*order));
    return sizeof(*order);
}

int order_unpack(const char *bytes, size_t n, struct order *order)
{
    if (n != sizeof(*order))
        return 1;
    memcpy(order, bytes, n);
    return 0;
}
