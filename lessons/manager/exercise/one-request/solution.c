/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Look and take are one request: the manager does one after the other.
 */
#include "shop.h"

enum { TAKE };

long manager_handle(long *stock, const struct request *request)
{
    if (request->what != TAKE || *stock == 0)
        return 0;
    --*stock;
    return 1;
}

int client_take(void)
{
    struct request take = {.what = TAKE};
    return (int)ask(&take);
}
