/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who signals and then waits without asking waits for another: its own signal was not for it.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 0
 * text: all threads wait for ever
 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cond_signal(&changed);
    pthread_cond_wait(&changed, &lock); /* WAIT */
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, wait_for_it, NULL);
    pthread_join(t, NULL); /* JOIN */
}
