/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints to a standard output that it has closed.
 */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("last words");
    fflush(stdout);
    close(1);
    close(2);
    for (int i = 0; i < 100000; i++)
        puts("into the void");
    return ferror(stdout) ? 0 : 1;
}
