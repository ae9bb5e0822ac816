/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/process/procmaps.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

enum { FRUITLESS_LIMIT = 64, TOLD_LIMIT = 256 };

static const struct procmaps_range *find(const struct procmaps *maps, uint64_t address)
{
    size_t low = 0, high = maps->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (address >= maps->ranges[middle].to)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < maps->count && address >= maps->ranges[low].from)
        return &maps->ranges[low];
    return NULL;
}

static void reload(struct procmaps *maps, uint32_t pid)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%u/maps", pid);
    FILE *file = fopen(path, "re");
    if (!file)
        return; /* it is gone: keep what is known */
    char line[512];
    size_t count = 0;
    bool is_start = true;
    while (fgets(line, sizeof(line), file)) {
        unsigned long long from, to;
        char rights[8];
        /* a line longer than the buffer goes on: only its start is a range */
        bool was_start = is_start;
        is_start = strchr(line, '\n') != NULL;
        if (!was_start || sscanf(line, "%llx-%llx %7s", &from, &to, rights) != 3)
            continue;
        GROW(maps->ranges, count, maps->capacity);
        maps->ranges[count++] = (struct procmaps_range){from, to, strchr(rights, 's') != NULL};
    }
    fclose(file);
    if (count > 0)
        maps->count = count;
}

void procmaps_tell(struct procmaps *maps, uint64_t from, uint64_t size)
{
    uint64_t to;
    if (maps->told_count == TOLD_LIMIT || __builtin_add_overflow(from, size, &to))
        return;
    GROW(maps->told, maps->told_count, maps->told_capacity);
    maps->told[maps->told_count++] = (struct procmaps_range){from, to, true};
}

uint64_t procmaps_start(const struct procmaps *maps, uint64_t address)
{
    for (size_t i = maps->told_count; i-- > 0;)
        if (address >= maps->told[i].from && address < maps->told[i].to)
            return maps->told[i].from;
    return 0;
}

bool procmaps_is_shared(struct procmaps *maps, uint32_t pid, uint64_t address)
{
    if (procmaps_start(maps, address))
        return true;
    const struct procmaps_range *range = find(maps, address);
    if (!range && maps->fruitless < FRUITLESS_LIMIT) {
        reload(maps, pid);
        range = find(maps, address);
        maps->fruitless += !range;
    }
    return range && range->is_shared;
}

static struct procmaps_range *copy(const struct procmaps_range *ranges, size_t count)
{
    if (count == 0)
        return NULL;
    struct procmaps_range *made = xmalloc(count * sizeof(*made));
    memcpy(made, ranges, count * sizeof(*made));
    return made;
}

void procmaps_copy(struct procmaps *to, const struct procmaps *from)
{
    assert(to != from);
    procmaps_release(to);
    to->told = copy(from->told, from->told_count);
    to->told_count = to->told_capacity = from->told_count;
    to->ranges = copy(from->ranges, from->count);
    to->count = to->capacity = from->count;
}

void procmaps_release(struct procmaps *maps)
{
    free(maps->ranges);
    free(maps->told);
    *maps = (struct procmaps){0};
}
