/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pipe is a queue too: bytes wait in it, in order, and who finds it empty or full waits as well.
 * One child puts letters, two children get them. The end needs no mark: it is the end of file.
 *
 *     cc -g over-pipe.c -o over-pipe && ./over-pipe 6
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_LETTERS 26
#define GETTERS      2

static int put_all(int to, int letters)
{
    for (int i = 0; i < letters; i++) {
        char letter = (char)('A' + i);
        if (write(to, &letter, 1) != 1)
            return 1;
    }
    return 0;
}

static int get_all(int from, int number)
{
    char letter;
    while (read(from, &letter, 1) == 1) { /* one byte is never divided among two readers */
        printf("getter %d: %c\n", number, letter);
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    int letters = argc > 1 ? atoi(argv[1]) : 6, ends[2];
    if (argc > 2 || letters < 1 || letters > MOST_LETTERS) {
        fprintf(stderr, "usage: over-pipe [LETTERS], 1 to %d\n", MOST_LETTERS);
        return 2;
    }
    if (pipe(ends) < 0)
        return 1;
    for (int i = 1; i <= GETTERS; i++) {
        if (fork() == 0) {
            close(ends[1]); /* or it would wait for itself at the end */
            return get_all(ends[0], i);
        }
    }
    if (fork() == 0)
        return put_all(ends[1], letters);
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
