/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A lock in each client, for itself.
 */
#include <pthread.h>

#include "shop.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

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
    pthread_mutex_lock(&lock);
    long stock = ask(&get);
    if (stock > 0) {
        set.value = stock - 1;
        ask(&set);
    }
    pthread_mutex_unlock(&lock);
    return stock > 0;
}
