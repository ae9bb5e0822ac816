/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: unwaited
 * The end of the file has come, but nobody collects the children.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "report.h"

int collect(int count)
{
    int ends[2]; /* ends[0]: to read from, ends[1]: to write to */
    if (pipe(ends) < 0)
        return 1;
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child < 0)
            return 1;
        if (child == 0) {
            close(ends[0]);
            int status = write_report(i, ends[1]);
            close(ends[1]);
            _exit(status);
        }
    }
    close(ends[1]);
    char byte;
    while (read(ends[0], &byte, 1) == 1)
        take_byte(byte);
    close(ends[0]);
    return 0;
}
