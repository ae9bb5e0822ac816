/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread that waits for a pipe can be cancelled there.
 *
 * verdict: proved
 * outcome: "cancelled\n"
 */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void *read_it(void *arg)
{
    char byte;
    (void)!read(ends[0], &byte, 1);
    return arg;
}

int main(void)
{
    pthread_t t;
    void *result;
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&t, NULL, read_it, NULL);
    pthread_cancel(t);
    pthread_join(t, &result);
    puts(result == PTHREAD_CANCELED ? "cancelled" : "?");
}
