/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the rings stand in a mapped region: a private page before it, which the other side cannot
 * reach. For the files of this folder, and for the probe.
 */
#ifndef EVENT_LAYOUT_H
#define EVENT_LAYOUT_H

#include "event/ring.h"

/* Also the alignment of the records: the largest page that Linux uses on x86-64 and arm64. */
#define LAYOUT_PAGE 65536u

struct layout {
    uint64_t ring_events;
    uint64_t ring_offset;
};

static inline const struct layout *layout_of(const struct region *region)
{
    return (const struct layout *)(const void *)((const char *)region - LAYOUT_PAGE);
}

static inline struct event *layout_records(struct region *region, uint32_t slot)
{
    const struct layout *layout = layout_of(region);
    return (struct event *)(void *)((char *)region + layout->ring_offset) +
           slot * layout->ring_events;
}

static inline size_t layout_ring_bytes(const struct region *region)
{
    return layout_of(region)->ring_events * sizeof(struct event);
}

/* Gives memory to these pages now (region.c). Their contents stay. */
void ring_warm(char *bytes, size_t size);

#endif
