/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who has to wait looks again and again, each time under the lock, and yields in between. Two may
 * be inside and a third wait: no look is a data race.
 *
 * verdict: proved
 */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

enum { GUESTS = 3, ROOM = 2 };

static int inside; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int is_full(void)
{
    pthread_mutex_lock(&lock);
    int now = inside;
    pthread_mutex_unlock(&lock);
    return now >= ROOM;
}

static void count(int guests)
{
    pthread_mutex_lock(&lock);
    inside += guests;
    pthread_mutex_unlock(&lock);
}

static void *visit(void *unused)
{
    while (is_full())
        sched_yield();
    count(1);
    count(-1);
    return unused;
}

int main(void)
{
    pthread_t guest[GUESTS];
    for (int i = 0; i < GUESTS; i++)
        pthread_create(&guest[i], NULL, visit, NULL);
    for (int i = 0; i < GUESTS; i++)
        pthread_join(guest[i], NULL);
    return 0;
}
