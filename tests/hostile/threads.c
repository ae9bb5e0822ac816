/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thousand threads at once, or as many as it gets.
 */
#include <pthread.h>
#include <stdio.h>

#define N 1000

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all = PTHREAD_COND_INITIALIZER;
static int here, expected = N;

static void *meet(void *arg)
{
    (void)arg;
    pthread_mutex_lock(&lock);
    here++;
    pthread_cond_broadcast(&all);
    while (here < expected)
        pthread_cond_wait(&all, &lock);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    static pthread_t threads[N];
    int n = 0;
    while (n < N && pthread_create(&threads[n], NULL, meet, NULL) == 0)
        n++;
    pthread_mutex_lock(&lock);
    expected = n;
    pthread_cond_broadcast(&all);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    printf("%d threads met\n", n);
    return n > 0 ? 0 : 1;
}
