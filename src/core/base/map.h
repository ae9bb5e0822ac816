/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A map from a 64-bit key to a number or pointer. Zero is a valid empty map. Open addressing with
 * linear probing; nothing is ever removed.
 */
#ifndef CORE_BASE_MAP_H
#define CORE_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_slot {
    uint64_t key;
    uintptr_t value;
    bool is_used;
};

struct map {
    struct map_slot *slots;
    size_t count, capacity; /* capacity: 0 or a power of two */
};

/* Where the value of `key` is, or NULL. Lent until the next map_put(). */
uintptr_t *map_get(const struct map *map, uint64_t key);
/* The same, made with value 0 if it was not there. */
uintptr_t *map_put(struct map *map, uint64_t key);
void map_release(struct map *map);

/* Mixes the bits of a key (the finaliser of MurmurHash3, public domain). */
static inline uint64_t map_mix(uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdu;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53u;
    return x ^ x >> 33;
}

#endif
