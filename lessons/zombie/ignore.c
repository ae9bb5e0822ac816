/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * many.c, which tells the system that it does not care how its children end.
 *
 *     cc -g ignore.c -o ignore && ./ignore 10
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_CHILDREN 60

/* Whether that process is a zombie. */
static int is_zombie(pid_t pid)
{
    char path[32], state = 0;
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    int n = fscanf(file, "%*d (%*[^)]) %c", &state);
    fclose(file);
    return n == 1 && state == 'Z';
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 10;
    if (argc > 2 || children < 1 || children > MOST_CHILDREN) {
        fprintf(stderr, "usage: ignore [CHILDREN], 1 to %d\n", MOST_CHILDREN);
        return 2;
    }
    signal(SIGCHLD, SIG_IGN); /* nobody will ask: keep nothing of them */

    pid_t pid[MOST_CHILDREN];
    for (int i = 0; i < children; i++) {
        pid[i] = fork();
        if (pid[i] < 0) {
            perror("fork");
            return 1;
        }
        if (pid[i] == 0)
            return 0; /* a short request */
    }
    while (wait(NULL) > 0) /* until there is none any more; there is nothing to collect */
        continue;
    int zombies = 0;
    for (int i = 0; i < children; i++)
        zombies += is_zombie(pid[i]);
    printf("%d requests served, %d zombies\n", children, zombies);
    fflush(stdout);
    assert(zombies == 0);
    return 0;
}
