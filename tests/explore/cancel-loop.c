/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goes round for ever until it is cancelled, which it is.
 *
 * case: asleep
 * args: sleeps
 * verdict: proved
 * outcome: "over\n"
 *
 * case: asking
 * args: asks
 * verdict: proved
 * outcome: "over\n"
 *
 * case: asleep, never cancelled
 * args: sleeps never
 * verdict: failed
 * failure: livelock preemptions 0
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool asks;

static void *work(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        pthread_mutex_unlock(&lock);
        if (asks)
            pthread_testcancel();
        else
            sleep(1);
    }
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    asks = argc > 1 && strcmp(argv[1], "asks") == 0;
    pthread_create(&t, NULL, work, NULL);
    if (argc < 3)
        pthread_cancel(t);
    pthread_join(t, NULL);
    puts("over");
}
