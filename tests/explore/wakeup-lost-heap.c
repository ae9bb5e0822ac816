/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A wait without asking, on a condition that is found by a pointer: reading that is not asking.
 *
 * verdict: failed
 * failure: deadlock at WAIT or JOIN preemptions 0
 * text: a lost wake-up: a thread waits for a signal that was given before
 */
#include <pthread.h>
#include <stdlib.h>

static struct event {
    int spare[8];
    pthread_mutex_t lock;
    pthread_cond_t changed;
} * event;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&event->lock);
    pthread_cond_wait(&event->changed, &event->lock); /* WAIT */
    pthread_mutex_unlock(&event->lock);
    return arg;
}

int main(void)
{
    event = malloc(sizeof(*event));
    pthread_mutex_init(&event->lock, NULL);
    pthread_cond_init(&event->changed, NULL);
    pthread_t t;
    pthread_create(&t, NULL, wait_for_it, NULL);
    pthread_cond_signal(&event->changed);
    pthread_join(t, NULL); /* JOIN */
    free(event);
}
