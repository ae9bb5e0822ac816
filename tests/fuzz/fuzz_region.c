/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A learner's program writes what it likes over the region. The input is a list of such writes, 12
 * bytes each: where (4) and what (8); after each eighth of them the tutor's side reads. It must not
 * crash, and what it hands on must be within bounds.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "event/ring.h"

#define EVENTS RING_EVENTS_MIN
#define SLOTS  4u /* are looked at; writes go to their part of the region, and to the header */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void look(struct region *region, struct ring_reader *readers)
{
    for (uint32_t slot = 0; slot < SLOTS; slot++)
        if (ring_bound(region, slot, &readers[slot], UINT64_C(1) << 60) > UINT64_C(1) << 60)
            abort();
    for (uint32_t slot = 0; slot < SLOTS; slot++) {
        size_t ready = ring_ready(region, slot, &readers[slot]);
        if (ready > EVENTS)
            abort();
        for (size_t i = 0; i < ready; i++) {
            struct event event;
            ring_peek(region, slot, &readers[slot], i, &event);
            if (event.kind >= K_COUNT || event.text > TEXT_LIMIT)
                abort();
        }
        ring_take(region, slot, &readers[slot], ready / 2);
        if (atomic_load(&region->rings[slot].state) == RING_LEAVING)
            ring_free(region, slot);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct region *region;
    static char *clean;
    const size_t header = offsetof(struct region, rings[SLOTS]);
    const size_t records = SLOTS * EVENTS * sizeof(struct event);
    int fd;
    if (!region) {
        region = region_create(EVENTS, SLOTS, &fd);
        clean = malloc(header);
        if (!region || !clean)
            abort();
        close(fd);
        memcpy(clean, region, header);
    }
    char *first = (char *)region;
    char *second = first + region->ring_offset;
    struct ring_reader readers[SLOTS] = {0};
    for (uint32_t slot = 0; slot < SLOTS; slot++)
        if (ring_claim(region, 1, slot) < 0)
            abort();
    for (size_t n = 0; size >= 12; n++, bytes += 12, size -= 12) {
        uint32_t where;
        memcpy(&where, bytes, sizeof(where));
        size_t at = where % (header + records - 8);
        /* The records stand a page further on; a write across the gap stays before it. */
        char *to = at < header - 8 ? first + at
                   : at < header   ? first + header - 8
                                   : second + (at - header);
        memcpy(to, bytes + 4, 8);
        if (n % 8 == 7)
            look(region, readers);
    }
    look(region, readers);
    memcpy(region, clean, header);
    return 0;
}
