/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two children of one parent, which has changed a variable before: one is forked, the other is the
 * same program, started anew. Each tells what the variable holds.
 *
 *     cc -g fresh.c -o fresh && ./fresh
 */
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int counter = 1;

static int child(const char *kind)
{
    printf("%s child: counter = %d\n", kind, counter);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "child") == 0)
        return child("fresh");

    counter = 7;
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0)
        return child("forked");
    waitpid(pid, NULL, 0);

    char name[] = "fresh", word[] = "child";
    char *arguments[] = {name, word, NULL};
    int error = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, environ);
    if (error) {
        fprintf(stderr, "posix_spawn: %s\n", strerror(error));
        return 1;
    }
    waitpid(pid, NULL, 0);
    return 0;
}
