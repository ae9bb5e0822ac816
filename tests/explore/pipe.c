/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is written to a pipe comes out in order, and what was done before the writing is seen by who
 * has read it. Without the close the reader waits for more for ever.
 *
 * verdict: proved
 * outcome: "seven 7\n"
 * case: open
 * args: open
 * verdict: failed
 * failure: deadlock at READ or JOIN preemptions 0
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2], number, stays_open;

static void *write_it(void *arg)
{
    number = 7;
    assert(write(ends[1], "sev", 3) == 3);
    assert(write(ends[1], "en", 3) == 3);
    if (!stays_open)
        close(ends[1]);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    char text[16];
    size_t n = 0;
    ssize_t got;
    (void)argv;
    stays_open = argc > 1;
    assert(pipe(ends) == 0);
    pthread_create(&t, NULL, write_it, NULL);
    while ((got = read(ends[0], text + n, sizeof(text) - n)) > 0) /* READ */
        n += (size_t)got;
    assert(n == 6);
    printf("%s %d\n", text, number);
    pthread_join(t, NULL); /* JOIN */
    close(ends[0]);
}
