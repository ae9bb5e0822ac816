/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which of a process's memory is mapped shared, as /proc/PID/maps says. Read when an address is
 * asked for that lies in no range known so far (but not for ever: addresses may be garbage); a
 * process that is gone is known by what it had before, or by what its parent had.
 */
#ifndef CORE_PROCESS_PROCMAPS_H
#define CORE_PROCESS_PROCMAPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct procmaps_range {
    uint64_t from, to;
    bool is_shared;
};

/* Zero is a valid start. */
struct procmaps {
    struct procmaps_range *ranges; /* sorted by address */
    size_t count, capacity;
    struct procmaps_range *told; /* shared memory that the program has told of, in order */
    size_t told_count, told_capacity;
    unsigned fruitless; /* readings that did not find what was asked for */
};

/* The program has mapped that shared: true also when its maps cannot be read any more. */
void procmaps_tell(struct procmaps *maps, uint64_t from, uint64_t size);
/* Where the told memory begins that holds `address`; 0: none does. */
uint64_t procmaps_start(const struct procmaps *maps, uint64_t address);
bool procmaps_is_shared(struct procmaps *maps, uint32_t pid, uint64_t address);
void procmaps_copy(struct procmaps *to, const struct procmaps *from);
void procmaps_release(struct procmaps *maps);

#endif
