/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads wait for each other to end.
 *
 * verdict: failed
 * failure: deadlock at JOIN or JOIN_MAIN preemptions 0
 */
#include <pthread.h>
#include <stddef.h>

static pthread_t t[2];
static pthread_mutex_t begin = PTHREAD_MUTEX_INITIALIZER;

static void *wait_for_other(void *arg)
{
    pthread_mutex_lock(&begin);
    pthread_mutex_unlock(&begin);
    pthread_join(t[1 - (long)arg], NULL); /* JOIN */
    return NULL;
}

int main(void)
{
    pthread_mutex_lock(&begin);
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, wait_for_other, (void *)i);
    pthread_mutex_unlock(&begin);
    pthread_exit(NULL); /* JOIN_MAIN */
}
