/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A process and its child: each writes one line as soon as fork() has returned in it.
 *
 *     cc -g first.c -o first && ./first
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void say(const char *line)
{
    if (write(STDOUT_FILENO, line, strlen(line)) < 0) /* at once: nothing is kept in a buffer */
        perror("write");
}

int main(void)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0) {
        say("child\n");
        return 0;
    }
    say("parent\n");
    waitpid(pid, NULL, 0);
    return 0;
}
