/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four million additions under a lock are more steps than an execution may have.
 *
 * options: --budget 1
 * verdict: exhausted
 */
#include <pthread.h>
#include <stdio.h>
static long counter;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static void *add(void *a)
{
    for (int i = 0; i < 1000000; i++) {
        pthread_mutex_lock(&m);
        counter++;
        pthread_mutex_unlock(&m);
    }
    return a;
}
int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], 0, add, 0);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], 0);
    printf("%ld\n", counter);
}
