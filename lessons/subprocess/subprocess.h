/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another program as a child, with a pipe to its standard input and a pipe from its standard
 * output: what Python's subprocess.Popen is made of.
 *
 * Between fork and exec the child puts the pipes where a program looks for its input and its
 * output: at descriptors 0 and 1. Then it becomes the other program, which knows nothing of us.
 */
#ifndef SUBPROCESS_H
#define SUBPROCESS_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct subprocess {
    pid_t pid;
    int to, from; /* we write to its input, and read from its output */
};

static inline struct subprocess subprocess_start(char *const arguments[])
{
    int input[2], output[2]; /* of the child; [0] to read from, [1] to write to */
    if (pipe(input) < 0 || pipe(output) < 0) {
        perror("pipe");
        exit(1);
    }
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        dup2(input[0], STDIN_FILENO);
        dup2(output[1], STDOUT_FILENO);
        close(input[0]); /* all four have done their duty; */
        close(input[1]); /* this one, left open, would be an end of file that never comes */
        close(output[0]);
        close(output[1]);
        execvp(arguments[0], arguments);
        perror(arguments[0]); /* only a failed exec returns */
        _exit(127);
    }
    close(input[0]);
    close(output[1]);
    return (struct subprocess){.pid = pid, .to = input[1], .from = output[0]};
}

/* Waits for its end, and tells how it was. */
static inline void subprocess_wait(const struct subprocess *process)
{
    int status;
    if (waitpid(process->pid, &status, 0) != process->pid) {
        perror("waitpid");
        exit(1);
    }
    if (WIFSIGNALED(status))
        printf("it was killed by signal %d\n", WTERMSIG(status));
    else
        printf("it ended with status %d\n", WEXITSTATUS(status));
}

#endif
