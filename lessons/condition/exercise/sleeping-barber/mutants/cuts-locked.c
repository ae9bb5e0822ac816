/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * The lock is held during the cut, too, and the customer stays on the chair: nobody can even look
 * in.
 */
#include <pthread.h>
#include <stdbool.h>

#include "shop.h"

#define NOBODY (-1)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t called = PTHREAD_COND_INITIALIZER; /* the barber */
static pthread_cond_t is_cut = PTHREAD_COND_INITIALIZER; /* somebody's hair */
static int chair = NOBODY;
static bool is_done[MOST_CUSTOMERS], is_closed;

int chair_is_free(void)
{
    pthread_mutex_lock(&lock);
    int now = chair == NOBODY;
    pthread_mutex_unlock(&lock);
    return now;
}

int serve(void)
{
    pthread_mutex_lock(&lock);
    while (chair == NOBODY && !is_closed)
        pthread_cond_wait(&called, &lock);
    int customer = chair;
    chair = NOBODY;
    if (customer == NOBODY) {
        pthread_mutex_unlock(&lock);
        return 0;
    }
    cut(customer);
    is_done[customer] = true;
    pthread_cond_broadcast(&is_cut);
    pthread_mutex_unlock(&lock);
    return 1;
}

int visit(int customer)
{
    pthread_mutex_lock(&lock);
    int has_chair = chair == NOBODY;
    if (has_chair) {
        chair = customer;
        is_done[customer] = false;
        pthread_cond_signal(&called);
        while (!is_done[customer])
            pthread_cond_wait(&is_cut, &lock);
    }
    pthread_mutex_unlock(&lock);
    return has_chair;
}

void close_shop(void)
{
    pthread_mutex_lock(&lock);
    is_closed = true;
    pthread_cond_signal(&called);
    pthread_mutex_unlock(&lock);
}
