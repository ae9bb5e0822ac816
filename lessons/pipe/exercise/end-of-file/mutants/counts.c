/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: left-open
 * Reads as many bytes as there should be, and so needs no end of file; but the parent could write.
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
    char byte;
    for (int i = 0; i < count; i++)
        if (read(ends[0], &byte, 1) == 1)
            take_byte(byte);
    close(ends[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
