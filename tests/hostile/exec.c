/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Becomes another program: a shell, then this one again, which never ends.
 */
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc > 1) {
        puts("again");
        fflush(stdout);
        for (;;)
            pause();
    }
    execl("/bin/sh", "sh", "-c", "exec \"$0\" again", argv[0], (char *)NULL);
    return 1;
}
