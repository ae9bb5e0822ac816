/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child whose parent has ended. Who is its parent now?
 *
 *     cc -g orphan.c -o orphan && ./orphan
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the orphan does: waits until its parent is gone, and looks for a parent. */
static int orphan(pid_t old_parent, int gone)
{
    char byte, path[32], name[32] = "?";
    while (read(gone, &byte, 1) > 0) /* until main closes its end */
        continue;
    snprintf(path, sizeof(path), "/proc/%d/comm", getppid());
    FILE *file = fopen(path, "r");
    if (file) {
        if (fscanf(file, "%31[^\n]", name) != 1)
            name[0] = 0;
        fclose(file);
    }
    printf("orphan: my parent was %d, now it is %d, '%s'\n", old_parent, getppid(), name);
    fflush(stdout);
    return getppid() == old_parent; /* 0: another one */
}

int main(void)
{
    int gone[2], over[2]; /* two pipes, for their ends of file: the parent is gone, all is over */
    char byte;
    if (pipe(gone) < 0 || pipe(over) < 0) {
        perror("pipe");
        return 1;
    }
    pid_t parent = fork();
    if (parent < 0) {
        perror("fork");
        return 1;
    }
    if (parent == 0) { /* the parent of the orphan */
        pid_t self = getpid(), child = fork();
        close(gone[1]);
        if (child == 0)
            return orphan(self, gone[0]);
        return child < 0; /* ends, and does not wait */
    }
    close(over[1]);
    waitpid(parent, NULL, 0);
    printf("main: I am %d; %d has ended\n", getpid(), parent);
    fflush(stdout);
    close(gone[1]); /* tells the orphan */

    while (read(over[0], &byte, 1) > 0) /* until the orphan, too, has ended */
        continue;
    printf("main: waitpid says %d, for it is no child of mine\n", waitpid(-1, NULL, 0));
    return 0;
}
