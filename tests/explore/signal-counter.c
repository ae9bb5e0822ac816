/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler counts, and so does the thread that it interrupts: between its load and its store the
 * handler's addition is lost. Not a data race, for it is one thread; and wrong all the same.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 * case: atomic
 * args: atomic
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>

static volatile int plain;
static atomic_int whole;
static int is_atomic, came;

static void count(int number)
{
    if (number)
        came = 1;
    if (is_atomic)
        whole++;
    else
        plain++;
}

static void *work(void *arg)
{
    count(0);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct sigaction action = {.sa_handler = count};
    (void)argv;
    is_atomic = argc > 1;
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&t, NULL, work, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
    assert(plain + whole == 1 + came); /* CLAIM */
}
