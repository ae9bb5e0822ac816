/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who writes to a pipe that nobody can read from gets SIGPIPE, which ends the program; where that
 * is ignored, EPIPE.
 *
 * verdict: failed
 * failure: crash at WRITE preemptions 0
 * case: ignored
 * args: ignored
 * verdict: proved
 * outcome: "written\n"
 * outcome: "EPIPE\n"
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static int ends[2];

static void *write_it(void *arg)
{
    ssize_t n = write(ends[1], "x", 1); /* WRITE */
    puts(n == 1 ? "written" : errno == EPIPE ? "EPIPE" : "?");
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    if (argc > 1)
        signal(SIGPIPE, SIG_IGN);
    if (pipe(ends) != 0)
        return 1;
    pthread_create(&t, NULL, write_it, NULL);
    close(ends[0]);
    pthread_join(t, NULL);
}
