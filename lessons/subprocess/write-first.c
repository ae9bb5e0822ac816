/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends text through `cat`, which gives back all that it gets: first writes all, then reads all.
 *
 *     cc -g write-first.c -o write-first && ./write-first 4
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
    int blocks = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2 || blocks < 1 || blocks > MOST_BLOCKS) {
        fprintf(stderr, "usage: write-first [BLOCKS], 1 to %d\n", MOST_BLOCKS);
        return 2;
    }
    char program[] = "cat";
    char *arguments[] = {program, NULL};
    struct subprocess cat = subprocess_start(arguments);

    write_all(cat.to, blocks);
    long back = read_all(cat.from);
    printf("%ld bytes sent, %ld came back\n", (long)blocks * BLOCK, back);
    subprocess_wait(&cat);
    return back == (long)blocks * BLOCK ? 0 : 1;
}
