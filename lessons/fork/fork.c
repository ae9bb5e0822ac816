/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call of fork(), which returns twice: in the process that called it, and in a copy of it.
 *
 *     cc -g fork.c -o fork && ./fork
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int mine = 1; /* each of the two will have its own */

    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        mine++;
        printf("child:  fork returned 0; I am %d, my parent is %d, mine = %d\n", getpid(),
               getppid(), mine);
        return 0;
    }
    printf("parent: fork returned %d; I am %d, mine = %d\n", pid, getpid(), mine);
    waitpid(pid, NULL, 0);
    return 0;
}
