/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happened in the current execution: a stack of events, one a step. The search keeps its
 * beginning for the next execution and pops the rest.
 *
 * Each event has two vector clocks. The clock of dependence orders what cannot be exchanged without
 * the program noticing: partial-order reduction reads it. The clock of synchronisation orders only
 * what C orders (locks, create and join, atomics): two accesses without that order are a data race.
 * An entry of a clock is the index of an event + 1, 0 none.
 *
 * The links of all events lie in one trail; those to one object form a chain through `before`. So
 * popping an event puts the objects back as they were.
 */
#ifndef EXPLORE_SEARCH_RECORD_H
#define EXPLORE_SEARCH_RECORD_H

#include "explore/engine/engine.h"

#define EVENTS_MOST (1u << 17)
#define CLOCK_BLOCK 8u /* entries; the width of clocks is a multiple of it */

struct step {
    struct op op;
    uint32_t link0;       /* its first entry in the trail of links */
    uint32_t race0;       /* its first entry in the trail of races */
    uint32_t preemptions; /* up to and with this step */
    int32_t before;       /* its thread's event before */
};

struct trail {
    struct link link;
    int32_t event;
    int32_t before; /* the entry before it in the object's chain */
    int64_t state;  /* of the object before the event */
};

/* Events i < j of different threads depend on each other with nothing between them, and could have
 * come the other way round. */
struct race {
    uint32_t i, j;
};

extern struct step *steps;
extern struct race *races;
extern uint32_t race_count;
extern uint32_t clock_width;

uint32_t *record_clock(uint32_t event);
void record_init(void);
/* Thread makes step engine.depth for the first time. */
void record_step(struct thread *thread);
/* The execution is over: what threads would have done next concerns objects as if they had. */
void record_announced(void);
/* The last step turned out to end the execution: it depends on all that is printed. */
void record_end(void);
/* Only steps below `depth` have happened. */
void record_pop(uint32_t depth);
/* Fills in the links of what a thread will do. */
void record_resolve(struct op *op);
/* A read-write lock: 1: the event locked it for reading, -1: gave that back, 0: neither. */
int record_reads(uint32_t event, uint32_t object);
bool record_depends(const struct op *a, const struct op *b);
/* Calls back for each event that a never made operation of `thread` races with. */
void record_pending(const struct thread *thread, void (*found)(uint32_t i, const struct op *op));

#endif
