/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A latch that opens when three have counted it down; what they did before is seen behind it.
 *
 * verdict: proved
 * outcome: "3\n"
 */
#include <pthread.h>
#include <stdio.h>
static int left = 3;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready[3];
static void *w(void *a)
{
    long i = (long)a;
    ready[i] = 1;
    pthread_mutex_lock(&m);
    if (--left == 0)
        pthread_cond_signal(&c);
    pthread_mutex_unlock(&m);
    return NULL;
}
int main(void)
{
    pthread_t t[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&t[i], 0, w, (void *)i);
    pthread_mutex_lock(&m);
    while (left > 0)
        pthread_cond_wait(&c, &m);
    pthread_mutex_unlock(&m);
    printf("%d\n", ready[0] + ready[1] + ready[2]);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], 0);
    return 0;
}
