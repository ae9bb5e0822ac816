/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who of a program's processes and threads stands where, as the conductor needs to know it: at the
 * gate, on his way, asleep, gone.
 */
#ifndef CORE_RUN_STANDING_H
#define CORE_RUN_STANDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/run/gatekeeper.h"

enum seen {
    SEEN_AT_GATE,
    SEEN_MOVING,
    SEEN_ASLEEP,   /* until a time is up, or something comes from outside */
    SEEN_FOR_EVER, /* until another of them wakes him */
    SEEN_GONE,
};

struct player {
    uint32_t slot, generation, pid, tid;
    uint64_t priority; /* of plans at random: the highest goes */
    uint64_t switches; /* at the last look */
    unsigned steps;
    enum event_kind next; /* what he is about to do, if he is at the gate */
    enum seen seen;
};

/* In the order of their births. Zero is valid: nobody. */
struct standing {
    struct player *players;
    size_t count, capacity;
    size_t current; /* whoever went last, + 1; 0: nobody */
};

void standing_release(struct standing *standing);
/* New ones are met; a slot that another has now is nobody's any more. Returns how many processes
 * are counted but have no ring yet: a child that is being forked. */
unsigned standing_meet(struct standing *standing, struct region *region);
/* One of them, again. A sleeper is one when two looks have found him so without his having run in
 * between. */
enum seen standing_see(const struct gatekeeper *keeper, struct player *player);
/* All of them, again. True: nobody is on his way. */
bool standing_look(struct standing *standing, const struct gatekeeper *keeper);
struct player *standing_current(const struct standing *standing); /* NULL: nobody */

#endif
