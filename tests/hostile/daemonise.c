/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Double fork and setsid; the first process ends at once, the daemon would live for ever.
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    pid_t child = fork();
    if (child == 0) {
        setsid();
        if (fork() > 0)
            _exit(0);
        signal(SIGTERM, SIG_IGN);
        signal(SIGHUP, SIG_IGN);
        for (;;)
            pause();
    }
    waitpid(child, NULL, 0);
    puts("daemon started");
    return 0;
}
