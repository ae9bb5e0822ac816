/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Kills who started it, as often as the argument says (once), and stays. Before that it leaves a
 * child in a session of its own. Does nothing unless a test has marked it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (!getenv("CONC_TEST_MARK"))
        return 77;
    if (fork() == 0) {
        setsid();
        for (;;)
            pause();
    }
    int times = argc > 1 ? atoi(argv[1]) : 1;
    for (int i = 0; i < times && getppid() > 1; i++)
        puts(kill(getppid(), SIGKILL) == 0 ? "killed" : "refused");
    fflush(stdout);
    for (;;)
        pause();
}
