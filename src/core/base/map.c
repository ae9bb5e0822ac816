/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/map.h"

#include <stdlib.h>

#include "core/base/text.h"

static struct map_slot *find(const struct map *map, uint64_t key)
{
    size_t i = map_mix(key) & (map->capacity - 1);
    while (map->slots[i].is_used && map->slots[i].key != key)
        i = (i + 1) & (map->capacity - 1);
    return &map->slots[i];
}

uintptr_t *map_get(const struct map *map, uint64_t key)
{
    if (map->count == 0)
        return NULL;
    struct map_slot *slot = find(map, key);
    return slot->is_used ? &slot->value : NULL;
}

static void enlarge(struct map *map)
{
    struct map old = *map;
    map->capacity = old.capacity ? old.capacity * 2 : 64;
    map->slots = xcalloc(map->capacity, sizeof(*map->slots));
    for (size_t i = 0; i < old.capacity; i++)
        if (old.slots[i].is_used)
            *find(map, old.slots[i].key) = old.slots[i];
    free(old.slots);
}

uintptr_t *map_put(struct map *map, uint64_t key)
{
    if (map->count * 4 >= map->capacity * 3)
        enlarge(map);
    struct map_slot *slot = find(map, key);
    if (!slot->is_used) {
        *slot = (struct map_slot){.key = key, .is_used = true};
        map->count++;
    }
    return &slot->value;
}

void map_release(struct map *map)
{
    free(map->slots);
    *map = (struct map){0};
}
