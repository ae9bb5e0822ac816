/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * orphan.c, where main has asked to be the one who adopts.
 *
 *     cc -g adopt.c -o adopt && ./adopt
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the orphan does: waits until its parent is gone, and looks for a parent. */
static int orphan(pid_t old_parent, int gone)
{
    char byte;
    while (read(gone, &byte, 1) > 0) /* until main closes its end */
        continue;
    printf("orphan: my parent was %d, now it is %d\n", old_parent, getppid());
    return 7;
}

int main(void)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* orphans below me shall be my children */

    int gone[2]; /* a pipe, for its end of file: the parent is gone */
    if (pipe(gone) < 0) {
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
    waitpid(parent, NULL, 0);
    printf("main: I am %d; %d has ended\n", getpid(), parent);
    fflush(stdout);
    close(gone[1]); /* tells the orphan */

    int status;
    pid_t adopted = wait(&status);
    printf("main: I have collected %d, which returned %d\n", adopted, WEXITSTATUS(status));
    fflush(stdout);
    assert(adopted > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 7);
    return 0;
}
