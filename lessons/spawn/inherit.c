/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A forked child is told an address, and reads a letter there: it has a copy of all memory.
 *
 *     cc -g inherit.c -o inherit && ./inherit
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LENGTH 1000000 /* a long letter */

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
    printf("child: it begins with '%.12s'\n", letter.text);
    return 0;
}

int main(void)
{
    struct letter letter = {LENGTH, malloc(LENGTH)};
    int ends[2], status;
    if (!letter.text || pipe(ends) < 0) {
        perror("inherit");
        return 1;
    }
    memset(letter.text, '.', LENGTH);
    memcpy(letter.text, "Dear child, ", 12);

    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        return 1;
    }
    if (pid == 0)
        return child(ends[0]);
    if (write(ends[1], &letter, sizeof(letter)) != sizeof(letter))
        return 1;
    waitpid(pid, &status, 0);
    free(letter.text);
    return status == 0 ? 0 : 1;
}
