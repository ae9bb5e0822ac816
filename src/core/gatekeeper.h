/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gatekeeper: the tutor's side of the gate (event/ring.h). It closes and opens the gate, and
 * gives permits: one lane makes one step. Slow motion is a gatekeeper with a clock: so many steps a
 * second, to the lane that has waited longest.
 */
#ifndef CORE_GATEKEEPER_H
#define CORE_GATEKEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "event/ring.h"

struct gatekeeper {
    struct region *region;
    bool is_paused;
    double speed; /* steps a second; 0: the gate is open unless paused */
    uint64_t next_ns;
    uint64_t arrivals;
    uint64_t arrived[RING_SLOTS]; /* when each slot came to the gate, 0: it is not there */
};

void gatekeeper_init(struct gatekeeper *keeper, struct region *region, bool is_paused,
                     double speed);
void gatekeeper_pause(struct gatekeeper *keeper);
void gatekeeper_resume(struct gatekeeper *keeper);
void gatekeeper_speed(struct gatekeeper *keeper, double speed);
/* Gives the permits that are due. */
void gatekeeper_turn(struct gatekeeper *keeper, uint64_t now_ns);
bool gatekeeper_is_waiting(const struct gatekeeper *keeper, uint32_t slot);
void gatekeeper_permit(struct gatekeeper *keeper, uint32_t slot);

#endif
