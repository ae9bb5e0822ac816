/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One lock, one unlock, and two ways out that pass it by.
 */
#include <pthread.h>

#include "office.h"

static int left; /* tickets; only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void open_office(int tickets)
{
    pthread_mutex_lock(&lock);
    left = tickets;
    pthread_mutex_unlock(&lock);
}

enum answer buy(int wanted)
{
    pthread_mutex_lock(&lock);
    if (wanted < 1 || wanted > MOST_TICKETS)
        return REFUSED;
    if (wanted > left)
        return SOLD_OUT;
    left -= wanted;
    pthread_mutex_unlock(&lock);
    print_tickets(wanted);
    return SOLD;
}
