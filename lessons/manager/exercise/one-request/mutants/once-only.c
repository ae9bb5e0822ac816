/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Compares and sets in one request; but whoever was too late goes home, though there is more.
 */
#include "shop.h"

enum { GET, SET };

/* Sets it to `value` if it is still `other`. */
long manager_handle(long *stock, const struct request *request)
{
    if (request->what == GET)
        return *stock;
    if (*stock != request->other)
        return 0;
    *stock = request->value;
    return 1;
}

int client_take(void)
{
    struct request get = {.what = GET};
    long stock = ask(&get);
    if (stock == 0)
        return 0;
    struct request set = {.what = SET, .value = stock - 1, .other = stock};
    ask(&set);
    return 1;
}
