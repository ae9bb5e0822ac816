/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills everybody. Tries first whether it is fenced in; if not, it does nothing.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>

int main(void)
{
    if (kill(-1, 0) == 0 || errno != EPERM) {
        puts("no fence");
        return 77;
    }
    if (kill(-1, SIGKILL) == 0)
        return 1;
    puts("refused");
    return 0;
}
