/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has it ended? Both answers there are; and once it has, what it did is known.
 *
 * verdict: proved
 * outcome: "1\n"
 * outcome: "busy 1\n"
 * distinct: 2
 * case: with a limit
 * args: limit
 * verdict: proved
 * outcome: "1\n"
 * outcome: "late 1\n"
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static int done;

static void *work(void *arg)
{
    done = 1;
    return arg;
}

int main(int argc, char **argv)
{
    const struct timespec soon = {1, 0};
    pthread_t t;
    (void)argv;
    pthread_create(&t, NULL, work, NULL);
    int error = argc > 1 ? pthread_timedjoin_np(t, NULL, &soon) : pthread_tryjoin_np(t, NULL);
    if (error != 0) {
        printf("%s ", error == EBUSY ? "busy" : error == ETIMEDOUT ? "late" : "?");
        pthread_join(t, NULL);
    }
    printf("%d\n", done);
}
