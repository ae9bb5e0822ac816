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

static const char *yes_or_no(int is_so)
{
    return is_so ? "yes" : "no";
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
    printf("to make it:          thread %7.1f us   process %7.1f us\n", us[THREAD], us[PROCESS]);
    printf("to switch to it:     thread %7.2f us   process %7.2f us\n", switched[THREAD],
           switched[PROCESS]);
    printf("memory it takes:     thread %7.1f kB   process %7.1f kB\n", kb[THREAD], kb[PROCESS]);
    printf("shares our data:     thread %7s      process %7s\n", yes_or_no(shared[THREAD]),
           yes_or_no(shared[PROCESS]));
    printf("we survive a crash:  thread %7s      process %7s\n", yes_or_no(survived[THREAD]),
           yes_or_no(survived[PROCESS]));
    fflush(stdout);
    assert(shared[THREAD] && !shared[PROCESS] && !survived[THREAD] && survived[PROCESS]);
    return 0;
}
