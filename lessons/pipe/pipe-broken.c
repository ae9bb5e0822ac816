/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A writer without a reader: nobody has the end to read from open when the child writes.
 *
 *     cc -g pipe-broken.c -o pipe-broken && ./pipe-broken
 */
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int ends[2], status;
    if (pipe(ends) < 0)
        return 1;
    close(ends[0]); /* nobody will ever read */

    if (fork() == 0) {
        if (write(ends[1], "A", 1) == 1)
            printf("written\n");
        printf("the child goes on\n");
        return 0;
    }
    close(ends[1]);
    wait(&status);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE)
        printf("the child was killed by SIGPIPE\n");
    else
        printf("the child has returned %d\n", WEXITSTATUS(status));
    return 0;
}
