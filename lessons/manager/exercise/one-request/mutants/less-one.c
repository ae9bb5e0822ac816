/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * To take is one request, to look is another one before it.
 */
#include "shop.h"

enum { GET, LESS };

long manager_handle(long *stock, const struct request *request)
{
    if (request->what == LESS)
        --*stock;
    return *stock;
}

int client_take(void)
{
    struct request get = {.what = GET}, less = {.what = LESS};
    if (ask(&get) <= 0)
        return 0;
    ask(&less);
    return 1;
}
