/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of memory: blocks of one size. Who needs one takes the first of a list; who gives one back
 * puts it at the front. When the list is empty, malloc is asked for many blocks at once.
 *
 * A free block holds the address of the next free one, so the list costs no memory of its own.
 * There is no lock.
 */
#ifndef BLOCKS_H
#define BLOCKS_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

struct block {
    struct block *next;
};

struct chunk { /* what malloc gave; the blocks lie behind it */
    struct chunk *next;
    max_align_t blocks[];
};

struct blocks {
    size_t size;    /* of a block, in bytes */
    size_t at_once; /* blocks in a chunk */
    struct block *first;
    struct chunk *chunks;
};

/* A pool for blocks of that size, rounded up so that anything may lie in them. */
static inline void blocks_open(struct blocks *blocks, size_t size, size_t at_once)
{
    size_t unit = sizeof(max_align_t);
    *blocks = (struct blocks){.size = (size + unit - 1) / unit * unit, .at_once = at_once};
}

static inline void blocks_give(struct blocks *blocks, void *memory)
{
    struct block *block = memory;
    block->next = blocks->first;
    blocks->first = block;
}

static inline void blocks_grow(struct blocks *blocks)
{
    struct chunk *chunk = malloc(sizeof(*chunk) + blocks->at_once * blocks->size);
    if (!chunk) {
        perror("blocks: malloc");
        exit(1);
    }
    chunk->next = blocks->chunks;
    blocks->chunks = chunk;
    for (size_t i = blocks->at_once; i > 0; i--)
        blocks_give(blocks, (char *)chunk->blocks + (i - 1) * blocks->size);
}

static inline void *blocks_take(struct blocks *blocks)
{
    if (!blocks->first)
        blocks_grow(blocks);
    struct block *block = blocks->first;
    blocks->first = block->next;
    return block;
}

/* Gives all chunks back: also the blocks that somebody still has. */
static inline void blocks_close(struct blocks *blocks)
{
    while (blocks->chunks) {
        struct chunk *chunk = blocks->chunks;
        blocks->chunks = chunk->next;
        free(chunk);
    }
}

#endif
