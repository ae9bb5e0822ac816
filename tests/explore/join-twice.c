/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread is joined twice: the second time there is none.
 *
 * verdict: failed
 * failure: misuse at AGAIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static void *work(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    pthread_join(t, NULL); /* AGAIN */
}
