/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same loop without a way out for the children: each of them goes on and forks as well.
 *
 *     cc -g twice.c -o twice && ./twice 3
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_FORKS 4

int main(int argc, char **argv)
{
    int forks = argc > 1 ? atoi(argv[1]) : 3;
    if (argc > 2 || forks < 1 || forks > MOST_FORKS) {
        fprintf(stderr, "usage: twice [FORKS], 1 to %d\n", MOST_FORKS);
        return 2;
    }
    for (int i = 0; i < forks; i++) {
        if (fork() < 0) {
            perror("fork");
            return 1;
        }
    }
    if (write(STDOUT_FILENO, "x", 1) < 0) /* one x for each process there is */
        return 1;
    while (wait(NULL) > 0)
        continue;
    return 0;
}
