/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fills memory with blocks of 112 bytes, gives every second one back, and asks for larger ones. By
 * malloc, or from a pool whose blocks are large enough for both.
 *
 *     cc -g holes.c -o holes && ./holes malloc 128 && ./holes pool 128
 */
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "blocks.h"
#include "number.h"

#define BLOCKS 20000
#define SMALL  112 /* bytes */

static struct blocks pool;
static int is_pool;
static char *start; /* of the heap */
static long held;   /* bytes that the heap has grown by since then */

static void *take(size_t size)
{
    void *block = is_pool ? blocks_take(&pool) : malloc(size);
    if (!block) {
        perror("holes: malloc");
        exit(1);
    }
    return block;
}

static void give(void *block)
{
    if (is_pool)
        blocks_give(&pool, block);
    else
        free(block);
}

static void tell(const char *when, long bytes)
{
    held = (char *)sbrk(0) - start;
    printf("%s, in use: %.1f kB\n", when, (double)bytes / 1e3);
    printf("%s, held: %.1f kB\n", when, (double)held / 1e3);
}

int main(int argc, char **argv)
{
    if (argc > 3 || (argc > 1 && strcmp(argv[1], "malloc") && strcmp(argv[1], "pool"))) {
        fprintf(stderr, "usage: holes [malloc|pool [BYTES]]\n");
        return 2;
    }
    is_pool = argc > 1 && strcmp(argv[1], "pool") == 0;
    long bytes = number(argc, argv, 2, 128, 4096);
    static void *small[BLOCKS], *large[BLOCKS / 2];
    blocks_open(&pool, (size_t)(bytes > SMALL ? bytes : SMALL), 100);
    start = sbrk(0);

    for (long i = 0; i < BLOCKS; i++)
        small[i] = take(SMALL);
    tell("full", BLOCKS * SMALL);
    long at_first = held;
    for (long i = 0; i < BLOCKS; i += 2)
        give(small[i]);
    tell("every second is free", BLOCKS / 2 * SMALL);
    for (long i = 0; i < BLOCKS / 2; i++)
        large[i] = take((size_t)bytes);
    tell("larger ones come", BLOCKS / 2 * (SMALL + bytes));
    assert(!is_pool || held == at_first); /* in a pool each hole fits */

    for (long i = 1; i < BLOCKS; i += 2)
        give(small[i]);
    for (long i = 0; i < BLOCKS / 2 - 1; i++)
        give(large[i]);
    tell("all free but one", bytes);
    give(large[BLOCKS / 2 - 1]);
    blocks_close(&pool);
    tell("all free", 0);
    return 0;
}
