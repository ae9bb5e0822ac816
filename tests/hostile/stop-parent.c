/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Stops who started it, and stays. Does nothing unless a test has marked it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void)
{
    if (!getenv("CONC_TEST_MARK"))
        return 77;
    puts(kill(getppid(), SIGSTOP) == 0 ? "stopped" : "refused");
    fflush(stdout);
    for (;;)
        pause();
}
