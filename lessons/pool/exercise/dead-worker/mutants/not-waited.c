/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: unwaited
 * When the first worker goes home, the queue is empty. Nobody waits for the others.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "tasks.h"

static int queue[2], results[2]; /* pipes: [0] to read from, [1] to write to */

/* So that main knows what is done, and what was begun and lost. */
static void tell(char what)
{
    if (write(results[1], &what, 1) != 1)
        _exit(1);
}

static void work(void)
{
    int task;
    close(results[0]);
    while (read(queue[0], &task, sizeof(task)) == sizeof(task)) {
        tell('b'); /* begun */
        do_task(task);
        tell('d'); /* done */
    }
    close(results[1]);
    _exit(0);
}

static int hire(void)
{
    pid_t worker = fork();
    if (worker == 0)
        work();
    return worker < 0 ? -1 : 0;
}

int do_all(int workers, int count)
{
    if (pipe(queue) < 0 || pipe(results) < 0)
        return -1;
    for (int task = 0; task < count; task++)
        if (write(queue[1], &task, sizeof(task)) != sizeof(task))
            return -1;
    close(queue[1]); /* no more tasks */

    for (int i = 0; i < workers; i++)
        if (hire() < 0)
            return -1;
    int status;
    while (wait(&status) > 0 && WIFSIGNALED(status))
        if (hire() < 0)
            return -1;

    char what;
    int done = 0;
    close(queue[0]);
    close(results[1]);
    while (read(results[0], &what, 1) == 1)
        done += what == 'd';
    close(results[0]);
    return done;
}
