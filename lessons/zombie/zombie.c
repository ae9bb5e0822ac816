/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child ends, and its parent does not wait for it yet: what is left of it? The state is read
 * where ps and top read it: in /proc.
 *
 *     cc -g zombie.c -o zombie && ./zombie
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The state of a process, a letter: R running, S sleeping, Z zombie ...; 0 if there is none. */
static char state_of(pid_t pid)
{
    char path[32], state = 0;
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1) /* number, name, state, and much more */
        state = 0;
    fclose(file);
    return state;
}

static void tell(const char *when, pid_t pid)
{
    char state = state_of(pid);
    if (state)
        printf("%s: process %d is there, state %c\n", when, pid, state);
    else
        printf("%s: there is no process %d\n", when, pid);
    fflush(stdout);
}

int main(void)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0)
        return 7;

    siginfo_t info;
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT) <
        0) { /* until it has ended; only look */
        perror("waitid");
        return 1;
    }
    tell("it has ended", pid);
    assert(state_of(pid) == 'Z');

    kill(pid, SIGKILL);
    tell("after kill -9", pid);
    assert(state_of(pid) == 'Z');

    int status;
    waitpid(pid, &status, 0);
    printf("wait: it returned %d\n", WEXITSTATUS(status));
    tell("after wait", pid);
    assert(WIFEXITED(status) && WEXITSTATUS(status) == 7);
    return 0;
}
