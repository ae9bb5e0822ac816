/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closes the end that another thread may be reading from.
 *
 * verdict: failed
 * failure: misuse at CLOSE preemptions 1
 * outcome: "EBADF\n"
 * outcome: ""
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void *read_it(void *arg)
{
    char byte;
    if (read(ends[0], &byte, 1) < 0)
        puts(errno == EBADF ? "EBADF" : "?");
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&t, NULL, read_it, NULL);
    close(ends[0]); /* CLOSE */
    pthread_join(t, NULL);
}
