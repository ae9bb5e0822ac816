/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * write-first.c, where another child does the writing, and we read at the same time.
 *
 *     cc -g at-once.c -o at-once && ./at-once 256
 */
#include "subprocess.h"

#include <string.h>

#define BLOCK       4096
#define MOST_BLOCKS 4096

static void write_all(int to, int blocks)
{
    char block[BLOCK];
    memset(block, 'x', sizeof(block));
    block[BLOCK - 1] = '\n';
    for (int i = 0; i < blocks; i++)
        if (write(to, block, sizeof(block)) != sizeof(block))
            exit(1);
    close(to);
}

static long read_all(int from)
{
    char block[BLOCK];
    long size = 0;
    ssize_t n;
    while ((n = read(from, block, sizeof(block))) > 0)
        size += n;
    return size;
}

int main(int argc, char **argv)
{
    int blocks = argc > 1 ? atoi(argv[1]) : 256;
    if (argc > 2 || blocks < 1 || blocks > MOST_BLOCKS) {
        fprintf(stderr, "usage: at-once [BLOCKS], 1 to %d\n", MOST_BLOCKS);
        return 2;
    }
    char program[] = "cat";
    char *arguments[] = {program, NULL};
    struct subprocess cat = subprocess_start(arguments);

    pid_t writer = fork();
    if (writer < 0) {
        perror("fork");
        return 1;
    }
    if (writer == 0) {
        write_all(cat.to, blocks);
        return 0;
    }
    close(cat.to); /* else we ourselves would keep the end of file from coming */
    long back = read_all(cat.from);
    printf("%ld bytes sent, %ld came back\n", (long)blocks * BLOCK, back);
    subprocess_wait(&cat);
    waitpid(writer, NULL, 0);
    return back == (long)blocks * BLOCK ? 0 : 1;
}
