/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads and processes side by side: what is measured, and what is tried out.
 *
 *     cc -g -pthread table.c -o table && ./table
 */
#include "measure.h"

#include <assert.h>

static int counter;

static void *add(void *argument)
{
    counter++;
    return argument;
}

/* Whether we see what a task has written to a variable of ours. */
static int is_shared(enum kind kind)
{
    counter = 0;
    struct task task = task_start(kind, add, NULL);
    task_join(&task);
    return counter == 1;
}

static void *crash(void *argument)
{
    *(volatile int *)NULL = 1; /* the bug */
    return argument;
}

/* Whether one survives a task of one's own that crashes. Tried by a child, since one may not. */
static int is_survived(enum kind kind)
{
    pid_t pid = fork();
    int status;
    if (pid < 0)
        die("fork");
    if (pid == 0) {
        struct task task = task_start(kind, crash, NULL);
        task_join(&task);
        _exit(0);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status);
}

int main(void)
{
    double us[2], switched[2], kb[2];
    int shared[2], survived[2];
    for (enum kind kind = THREAD; kind <= PROCESS; kind++) {
        us[kind] = create_us(kind, 20);
        switched[kind] = switch_us(kind, 300);
        kb[kind] = memory_kb(kind, 4);
        shared[kind] = is_shared(kind);
        survived[kind] = is_survived(kind);
    }
    printf("                         thread    process\n");
    printf("to make one            %8.1f   %8.1f us\n", us[THREAD], us[PROCESS]);
    printf("to switch to it        %8.2f   %8.2f us\n", switched[THREAD], switched[PROCESS]);
    printf("memory that it takes   %8.1f   %8.1f kB\n", kb[THREAD], kb[PROCESS]);
    printf("shares our variables   %8s   %8s\n", shared[THREAD] ? "yes" : "no",
           shared[PROCESS] ? "yes" : "no");
    printf("we survive its crash   %8s   %8s\n", survived[THREAD] ? "yes" : "no",
           survived[PROCESS] ? "yes" : "no");
    fflush(stdout);
    assert(shared[THREAD] && !shared[PROCESS] && !survived[THREAD] && survived[PROCESS]);
    return 0;
}
