/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The number of one may be followed by the result of another.
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
            if (write(ends[1], &i, sizeof(i)) != sizeof(i))
                _exit(1);
            _exit(write(ends[1], &value, sizeof(value)) != sizeof(value));
        }
    }
    close(ends[1]);
    int i;
    long value;
    while (read(ends[0], &i, sizeof(i)) == sizeof(i) &&
           read(ends[0], &value, sizeof(value)) == sizeof(value))
        if (i >= 0 && i < workers)
            results[i] = value;
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
