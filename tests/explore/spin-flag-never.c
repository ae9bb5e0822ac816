/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody raises the flag.
 *
 * verdict: failed
 * failure: livelock at SPIN preemptions 0
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_ready;

static void *use(void *arg)
{
    while (!atomic_load(&is_ready)) /* SPIN */
        ;
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, use, NULL);
    pthread_join(t, NULL);
}
