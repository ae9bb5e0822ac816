/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread sends itself a signal: the handler has run before the call returns.
 *
 * verdict: proved
 * outcome: "handled 2\n"
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int handled;

static void on_signal(int number)
{
    (void)number;
    atomic_fetch_add(&handled, 1);
}

static void *work(void *arg)
{
    pthread_kill(pthread_self(), SIGUSR1);
    assert(handled >= 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    signal(SIGUSR1, on_signal);
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("handled %d\n", handled);
}
