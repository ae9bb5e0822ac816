/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Watched variables: the tutor reads them from outside as the program runs, but what happens
 * between its last look and the end only the program itself can tell (event/ring.h).
 */
#include "probe/probe.h"

#include <link.h>
#include <stddef.h>

#include "probe/emit.h"

static int first_bias(struct dl_phdr_info *info, size_t size, void *bias)
{
    (void)size;
    *(uint64_t *)bias = info->dlpi_addr;
    return 1; /* the program itself comes first, and is enough */
}

void say_watched(void)
{
    uint32_t count = probe_region->watch_count;
    if (count == 0 || !probe_is_first) /* another program has other variables there, or none */
        return;
    uint64_t bias = 0;
    (void)dl_iterate_phdr(first_bias, &bias);
    for (uint32_t i = 0; i < count && i < RING_WATCHES; i++) {
        const void *address = (const void *)(uintptr_t)(bias + probe_region->watch[i].offset);
        uint32_t bytes = probe_region->watch[i].size;
        const uint64_t where = 0;
        SAY(SAMPLE, .flags = EVENT_VALUE, .object = (uint64_t)(uintptr_t)address,
            .a = peek(address, bytes), .b = bytes);
    }
}
