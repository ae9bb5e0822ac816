/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * What wait() gives is not what the child has returned, but how it ended.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "parts.h"

int faulty_parts(int count)
{
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child < 0)
            return -1;
        if (child == 0)
            _exit(is_faulty(i));
    }
    int faulty = 0, status;
    while (wait(&status) > 0)
        faulty += status;
    return faulty;
}
