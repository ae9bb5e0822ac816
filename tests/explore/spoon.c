/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two share one spoon. Who has it, and sees that the other is still hungry, hands it over; so does
 * the other.
 *
 * options: --budget 10
 * verdict: failed
 * failure: livelock at MINE preemptions 0
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static atomic_int owner;
static atomic_bool is_fed[2];

static void *eat(void *arg)
{
    int me = (int)(long)arg;
    while (!is_fed[me]) {
        if (owner != me) { /* MINE */
            sched_yield();
            continue;
        }
        if (!is_fed[1 - me]) {
            owner = 1 - me; /* after you */
            continue;
        }
        is_fed[me] = true;
        owner = 1 - me;
    }
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, eat, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
