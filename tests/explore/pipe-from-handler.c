/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler may write to a pipe, and so tell the thread that reads from it; a handler without
 * SA_RESTART ends a read that waits.
 *
 * verdict: proved
 * outcome: "told\n"
 * case: interrupted
 * args: interrupted
 * verdict: proved
 * outcome: "told\n"
 * outcome: "interrupted, told\n"
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void tell(int number)
{
    (void)number;
    assert(write(ends[1], "!", 1) == 1);
}

static void *wait_for_it(void *arg)
{
    char byte;
    ssize_t n = read(ends[0], &byte, 1);
    if (n < 0 && errno == EINTR) {
        printf("interrupted, ");
        n = read(ends[0], &byte, 1);
    }
    assert(n == 1);
    printf("told\n");
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct sigaction action = {.sa_handler = tell, .sa_flags = argc > 1 ? 0 : SA_RESTART};
    (void)argv;
    sigaction(SIGUSR1, &action, NULL);
    assert(pipe(ends) == 0);
    pthread_create(&t, NULL, wait_for_it, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
}
