/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stops itself, and its child stops too.
 */
#include <signal.h>
#include <unistd.h>

int main(void)
{
    fork();
    for (;;)
        raise(SIGSTOP);
}
