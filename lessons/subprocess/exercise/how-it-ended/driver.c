/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs programs that write much, fail, and die: this program itself, with other arguments. Frozen.
 *
 *     cc -g -pthread driver.c how-it-ended.c -o how-it-ended && ./how-it-ended all
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run.h"

#define MUCH 70000 /* more than a pipe holds */

static char out[2 * MUCH];

static int write_much(void)
{
    memset(out, 'x', MUCH);
    for (size_t done = 0; done < MUCH;) {
        ssize_t n = write(STDOUT_FILENO, out + done, MUCH - done);
        if (n < 0)
            return 1;
        done += (size_t)n;
    }
    return 3;
}

static int be_the_other(const char *what)
{
    if (strcmp(what, "much") == 0)
        return write_much();
    if (write(STDOUT_FILENO, "help!", 5) == 5)
        raise(SIGTERM);
    return 0;
}

static int run(const char *path, const char *what, size_t *size)
{
    char *argv[] = {"other", "other", (char *)what, NULL};
    *size = 0;
    memset(out, 0, sizeof(out));
    return run_program(path, argv, out, size);
}

int main(int argc, char **argv)
{
    size_t size;
    if (argc == 3 && strcmp(argv[1], "other") == 0)
        return be_the_other(argv[2]);
    assert(run("/proc/self/exe", "much", &size) == 3);
    assert(size == MUCH && out[0] == 'x' && out[MUCH - 1] == 'x');
    assert(run("/proc/self/exe", "dies", &size) == 128 + SIGTERM);
    assert(size == 5 && memcmp(out, "help!", 5) == 0);
    assert(run("/there/is/nothing/here", "", &size) == 127);
    assert(wait(NULL) < 0);
    printf("all is known of each\n");
    return 0;
}
