/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The second of two equal signals is lost if the first is still pending; two that differ are not.
 *
 * verdict: proved
 * outcome: "1\n"
 * outcome: "2\n"
 * case: different
 * args: different
 * verdict: proved
 * outcome: "2\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static pthread_t first;
static volatile sig_atomic_t count, others;
static int second = SIGUSR1;

static void add(int number)
{
    if (number == SIGUSR1)
        count++;
    else
        others++;
}

static void *work(void *arg)
{
    pthread_kill(first, SIGUSR1);
    pthread_kill(first, second);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    first = pthread_self();
    if (argc > 1)
        second = SIGUSR2;
    signal(SIGUSR1, add);
    signal(SIGUSR2, add);
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    while (count == 0 || (argc > 1 && others == 0))
        continue;
    printf("%d\n", count + others);
}
