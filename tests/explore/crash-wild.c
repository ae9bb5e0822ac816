/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pointer that was never set, or cut in half: the store through it is the program's crash.
 *
 * verdict: failed
 * failure: crash at STORE preemptions 0
 * failure: race at STORE or SET preemptions 0
 */
#include <pthread.h>
#include <stdint.h>

static int *volatile there = (int *)(uintptr_t)0xdeadbeef00;
static int number;

static void *use(void *arg)
{
    *there = 5; /* STORE */
    return arg;
}

static void *set(void *arg)
{
    there = &number; /* SET */
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, use, NULL);
    pthread_create(&t[1], NULL, set, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
