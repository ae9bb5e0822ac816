/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * inherit.c with a child that is a fresh program: the same file, started anew. It is told the same
 * address, reads there, and is killed.
 *
 *     cc -g pointer.c -o pointer && ./pointer
 */
#include <assert.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH 1000000 /* a long letter */

extern char **environ;

struct letter {
    int length;
    char *text; /* a pointer: the text lies somewhere else */
};

static int child(int from)
{
    struct letter letter;
    if (read(from, &letter, sizeof(letter)) != sizeof(letter))
        return 1;
    printf("child: %d bytes at %p\n", letter.length, (void *)letter.text);
    fflush(stdout);
    printf("child: it begins with '%.12s'\n", letter.text);
    return 0;
}

/* Starts this program anew, in a new process, with "child" and a descriptor as arguments. */
static pid_t spawn(int from)
{
    char name[] = "pointer", word[] = "child", descriptor[12];
    char *arguments[] = {name, word, descriptor, NULL};
    snprintf(descriptor, sizeof(descriptor), "%d", from);
    pid_t pid;
    int error = posix_spawn(&pid, "/proc/self/exe", NULL, NULL, arguments, environ);
    if (error) {
        fprintf(stderr, "posix_spawn: %s\n", strerror(error));
        exit(1);
    }
    return pid;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "child") == 0)
        return child(atoi(argv[2]));

    struct letter letter = {LENGTH, malloc(LENGTH)};
    int ends[2], status;
    if (!letter.text || pipe(ends) < 0) {
        perror("pointer");
        return 1;
    }
    memset(letter.text, '.', LENGTH);
    memcpy(letter.text, "Dear child, ", 12);

    pid_t pid = spawn(ends[0]);
    if (write(ends[1], &letter, sizeof(letter)) != sizeof(letter))
        return 1;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status))
        printf("parent: the child was killed by signal %d\n", WTERMSIG(status));
    fflush(stdout);
    assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV);
    free(letter.text);
    return 0;
}
