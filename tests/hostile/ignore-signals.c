/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ignores every signal that can be ignored, blocks the rest, and waits.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    for (int number = 1; number < NSIG; number++)
        signal(number, SIG_IGN);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    puts("deaf");
    fflush(stdout);
    for (;;)
        pause();
}
