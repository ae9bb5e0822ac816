/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Closes every descriptor that it could have, then goes on.
 */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    puts("closing");
    fflush(stdout);
    for (int fd = 0; fd < 4096; fd++)
        close(fd);
    for (;;)
        pause();
}
