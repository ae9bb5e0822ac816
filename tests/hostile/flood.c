/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints 200 MB.
 */
#include <stdio.h>
#include <string.h>

int main(void)
{
    static char line[1000];
    memset(line, 'x', sizeof(line) - 1);
    line[sizeof(line) - 1] = '\n';
    for (int i = 0; i < 200 * 1000; i++)
        if (fwrite(line, 1, sizeof(line), stdout) != sizeof(line))
            return 1;
    return 0;
}
