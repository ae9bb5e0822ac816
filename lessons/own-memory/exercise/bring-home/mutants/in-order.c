/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Results have no names: whoever is done first is taken for the first.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "work.h"

int work_in_children(int workers, long *results)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;
    for (int i = 0; i < workers; i++) {
        pid_t child = fork();
        if (child < 0)
            return 1;
        if (child == 0) {
            close(ends[0]);
            long value = work(i);
            _exit(write(ends[1], &value, sizeof(value)) != sizeof(value));
        }
    }
    close(ends[1]);
    for (int i = 0; i < workers; i++)
        if (read(ends[0], &results[i], sizeof(results[i])) != sizeof(results[i]))
            return 1;
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
