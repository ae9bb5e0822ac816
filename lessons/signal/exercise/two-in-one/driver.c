/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes children and sleeps until all have ended. The last one waits for a word that is given when
 * the others have. Frozen.
 *
 *     cc -g -pthread driver.c two-in-one.c -o two-in-one && ./two-in-one 3
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "children.h"

static void make(int (*child)(const int ends[2]), const int ends[2])
{
    pid_t pid = fork();
    assert(pid >= 0);
    if (pid == 0)
        _exit(child(ends));
}

static int goes_at_once(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
    return 0;
}

static int waits_for_a_word(const int ends[2])
{
    char word;
    close(ends[1]);
    return read(ends[0], &word, 1) != 1;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 3, ends[2];
    sigset_t child, before;
    if (count < 2 || count > 50 || pipe(ends) < 0)
        return 2;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, &before);
    if (children_watch() != 0)
        return 1;
    make(waits_for_a_word, ends);
    for (int i = 1; i < count; i++)
        make(goes_at_once, ends);
    close(ends[0]);
    while (children_ended() < count - 1)
        sigsuspend(&before);
    assert(write(ends[1], "!", 1) == 1);
    close(ends[1]);
    while (children_ended() < count)
        sigsuspend(&before);
    assert(wait(NULL) < 0);
    printf("all have ended\n");
    return 0;
}
