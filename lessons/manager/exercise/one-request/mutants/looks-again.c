/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Looks after it has set: what was lost before is not seen.
 */
#include "shop.h"

enum { GET, SET };

long manager_handle(long *stock, const struct request *request)
{
    if (request->what == SET)
        *stock = request->value;
    return *stock;
}

int client_take(void)
{
    struct request get = {.what = GET}, set = {.what = SET};
    long stock = ask(&get);
    if (stock == 0)
        return 0;
    set.value = stock - 1;
    ask(&set);
    return ask(&get) <= set.value;
}
