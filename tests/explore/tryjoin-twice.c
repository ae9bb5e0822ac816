/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It goes round until the other has ended, and then asks once more: that thread is gone.
 *
 * verdict: failed
 * failure: misuse at AGAIN preemptions 0
 */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

static void *work(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    while (pthread_tryjoin_np(t, NULL) != 0)
        sched_yield();
    pthread_tryjoin_np(t, NULL); /* AGAIN */
}
