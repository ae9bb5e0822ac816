/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * One unlock too many: who is refused gives back a lock that it does not hold.
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
    if (wanted < 1 || wanted > MOST_TICKETS) {
        pthread_mutex_unlock(&lock);
        return REFUSED;
    }
    enum answer answer = SOLD_OUT;
    pthread_mutex_lock(&lock);
    if (wanted <= left) {
        left -= wanted;
        answer = SOLD;
    }
    pthread_mutex_unlock(&lock);
    if (answer == SOLD)
        print_tickets(wanted);
    return answer;
}
