/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread is joined that was let go.
 *
 * verdict: failed
 * failure: misuse at JOIN preemptions 0
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
    pthread_detach(t);
    pthread_join(t, NULL); /* JOIN */
}
