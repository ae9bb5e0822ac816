/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gatekeeper: the tutor's side of the gate (event/ring.h). It closes and opens the gate, and
 * gives permits: one lane makes one step. Slow motion is a gatekeeper with a clock: so many steps a
 * second, to the lane that has waited longest.
 *
 * Nobody steps before what he is about to do can be read in the trace. What is not worth a step (an
 * access of memory that no other lane has touched) passes by itself.
 */
#ifndef CORE_RUN_GATEKEEPER_H
#define CORE_RUN_GATEKEEPER_H

#include <stdbool.h>
#include <stdint.h>

#include "event/ring.h"

enum gate_step { STEP_COUNTS, STEP_PASSES };

struct gatekeeper {
    struct region *region;
    bool is_paused;
    bool is_conducted; /* somebody else (core/run/conductor.h) gives all permits */
    double speed;      /* steps a second; 0: the gate is open unless paused */
    uint64_t next_ns;
    uint64_t arrivals;
    uint64_t arrived[RING_SLOTS];  /* in which order they came to the gate, 0: not there */
    uint64_t since_ns[RING_SLOTS]; /* and when */
    uint64_t now_ns;               /* of the last turn */
    bool is_told[RING_SLOTS];      /* the trace says what it is about to do */
    bool passes[RING_SLOTS];       /* that is not worth a step */
    uint64_t heads[RING_SLOTS];    /* of the ring when it was given its last permit */
};

void gatekeeper_init(struct gatekeeper *keeper, struct region *region, bool is_paused,
                     double speed);
/* Closed for what processes share, until the end. */
void gatekeeper_be_conducted(struct gatekeeper *keeper);
void gatekeeper_pause(struct gatekeeper *keeper);
void gatekeeper_resume(struct gatekeeper *keeper);
void gatekeeper_speed(struct gatekeeper *keeper, double speed);
/* Gives the permits that are due. */
void gatekeeper_turn(struct gatekeeper *keeper, uint64_t now_ns);
bool gatekeeper_is_waiting(const struct gatekeeper *keeper, uint32_t slot);
/* The trace now says what this slot is about to do. */
void gatekeeper_told(struct gatekeeper *keeper, uint32_t slot, enum gate_step step);
/* It may be given a permit: the trace says what it is about to do, and it is at the gate, or on its
 * way there with nothing in between. */
bool gatekeeper_is_ready(const struct gatekeeper *keeper, uint32_t slot);
void gatekeeper_permit(struct gatekeeper *keeper, uint32_t slot);
/* It is there, and this is what it is about to do, as its ring has it: a trace in order of time has
 * it a little later. K_NONE: it has waited long, and its announcement is lost. */
bool gatekeeper_hears(const struct gatekeeper *keeper, uint32_t slot, enum event_kind *next);

#endif
