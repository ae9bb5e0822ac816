/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rings: how a learner's program tells the tutor what it does.
 *
 * One region of shared memory (a memfd that the tutor makes) holds a header and RING_SLOTS slots.
 * A thread that starts claims a slot and is from then on the only producer of that ring; the tutor
 * is the only consumer. On the way of an event there is no lock, no locked instruction, no system
 * call and no allocation; it costs little more than reading the clock.
 *
 * The producer's protocol, in this order:
 *   1. reserved = head + 1      "an event is on its way": BEFORE the clock is read
 *   2. read the clock, fill the record
 *   3. head = head + 1          release: the record may be read
 * A ring with reserved == head has nothing on its way: whatever it writes later will bear a later
 * clock. So the tutor can merge rings in order of time without ever seeing an event late, even when
 * a producer is preempted between 2 and 3 (ring_bound() below).
 *
 * When a ring is full the event is counted in `dropped` and not written, and the event that next
 * fits is preceded by a K_LOST record with how many. counts[kind] counts every attempt, so totals
 * are exact: attempted = emitted + dropped.
 *
 * The consumer trusts nothing it reads here: the producer may be a program gone wild.
 */
#ifndef EVENT_RING_H
#define EVENT_RING_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "event/event.h"

#define RING_SLOTS       256u /* threads and processes that can report at one time */
#define RING_WATCHES     8u
#define RING_MAGIC       0x72747463u /* "cttr" */
#define RING_VERSION     1u
#define RING_ENVIRONMENT "CONC_TUTOR_REGION" /* where the probe finds the region: a path */

enum ring_state {
    RING_FREE,    /* may be claimed */
    RING_LIVE,    /* its thread runs */
    RING_LEAVING, /* its thread has said its last; the tutor frees it when it is drained */
};

/* What one thread shares with the tutor. Written by the producer: the first lines; by the tutor:
 * the line from `tail`. Each side's words stand on cache lines of their own. */
struct ring {
    _Alignas(64) _Atomic uint64_t reserved;
    _Atomic uint64_t head;
    uint64_t dropped_since; /* since the last K_LOST record */
    _Atomic uint64_t dropped;
    _Atomic uint32_t pid;
    _Atomic uint32_t tid;
    _Atomic uint32_t state;      /* enum ring_state */
    _Atomic uint32_t generation; /* counts who has had this slot: goes up at each claim */
    _Atomic uint32_t at_gate;    /* 1 while the thread waits at the gate */

    _Alignas(64) _Atomic uint64_t counts[K_COUNT]; /* attempts by kind; plain increments */

    _Alignas(64) _Atomic uint64_t tail; /* the tutor has taken all before it */
    _Atomic uint32_t permits;           /* steps granted so far (gate.h of the probe waits on it) */
};

/* How the region is laid out. `gate` stands on a line that only the tutor writes: open, it costs
 * the program one load. */
struct region {
    uint32_t magic, version;
    uint32_t ring_events; /* capacity of each ring, a power of two */
    uint32_t slots;       /* RING_SLOTS */
    uint64_t ring_offset; /* of slot 0's records from the start of the region, page aligned */
    uint64_t size;        /* of the whole region in bytes */
    uint32_t place;       /* enum placement, for the probe to pin threads by */
    uint32_t cpu_count;   /* cores the run may use */
    uint16_t cpus[256];   /* their numbers */

    /* Global variables that the learner watches. Reading them from outside misses what happens
     * between the last look and the end, so the probe tells their values (K_SAMPLE, sign-extended)
     * when the process is about to end: at exit, a failed assertion, a crash; and after a join. */
    uint32_t watch_count;
    struct {
        uint64_t offset; /* in the main program: its address is the load bias + offset */
        uint32_t size;   /* 1, 2, 4 or 8 bytes */
        uint32_t spare;
    } watch[RING_WATCHES];

    _Alignas(64) _Atomic uint32_t gate; /* enum gate_state */
    _Atomic uint32_t quiet;             /* 1: locks, waits and messages are not told */

    _Alignas(64) _Atomic uint32_t next_slot; /* slots below were claimed at least once */
    _Atomic uint32_t unseen;                 /* threads that found no slot */
    _Atomic uint32_t processes;              /* processes alive that report */
    _Atomic uint32_t placed;                 /* threads or processes placed so far */

    _Alignas(64) struct ring rings[RING_SLOTS];
};

enum gate_state {
    GATE_OPEN,
    GATE_CLOSED,
    GATE_SHARED, /* closed, but memory that processes do not share is neither a step nor told */
};

enum placement {
    PLACE_FREE,   /* as the operating system likes */
    PLACE_SPREAD, /* one thread or process per core, in turn */
    PLACE_ONE,    /* all on one core */
};

static inline struct event *ring_records(struct region *region, uint32_t slot)
{
    return (struct event *)(void *)((char *)region + region->ring_offset) +
           (size_t)slot * region->ring_events;
}

/* --- the region: made by the tutor, attached by the probe (region.c) ---------------------- */

/* How many records a ring may have: room for the longest text and more; 64 MiB. */
#define RING_EVENTS_MIN 128u
#define RING_EVENTS_MAX (1u << 20)

/* Size in bytes of a region with rings of `ring_events` records (a power of two). */
size_t region_size(uint32_t ring_events);

/* Makes a region in a new memfd and maps it. The first `warm` rings get their memory now, so that
 * a first event costs no page fault. *fd is the caller's to close, the map is unmapped by
 * region_unmap(). NULL with errno. */
struct region *region_create(uint32_t ring_events, uint32_t warm, int *fd);

/* Maps the region behind `path`, checking it. NULL with errno (EPROTO: not a region of ours). */
struct region *region_attach(const char *path);

void region_unmap(struct region *region, size_t size);

/* One less in region->processes. */
void region_process_over(struct region *region);

/* --- the producer (ring.c; the hot path is inline in probe/emit.h) ------------------------- */

/* Claims a slot for the calling thread and touches its memory. Slot number, or -1 when all are
 * taken (counted in region->unseen). */
int ring_claim(struct region *region, uint32_t pid, uint32_t tid);

/* Says that the thread will write no more. */
void ring_leave(struct ring *ring);

/* --- the consumer (drain.c) ---------------------------------------------------------------- */

/* Merging in order of time: take `now`, ask ring_bound() of every slot, THEN take what is
 * ring_ready() up to the smallest bound (drain.c says why in this order). */

/* What the tutor remembers about a slot between two looks. Zero is a valid start. */
struct ring_reader {
    uint64_t tail;
    uint64_t clear_at; /* clock when nothing was on its way */
    uint32_t generation;
    bool corrupt; /* its words made no sense; it is no longer read */
};

/* How many records can be taken from `slot` now; 0 also when the ring makes no sense (then
 * reader->corrupt is set). */
size_t ring_ready(struct region *region, uint32_t slot, struct ring_reader *reader);

/* Copies the record that is `ahead` of the tail (0 is the oldest) into *out. */
void ring_peek(struct region *region, uint32_t slot, const struct ring_reader *reader, size_t ahead,
               struct event *out);

/* Copies the record that was published last into *out, whoever has taken it, and returns how many
 * there were. 0: none. */
uint64_t ring_newest(struct region *region, uint32_t slot, struct event *out);

/* Gives `n` records back to the producer. */
void ring_take(struct region *region, uint32_t slot, struct ring_reader *reader, size_t n);

/* The clock before which this ring can bring nothing new: events up to it may be merged. `now` is
 * a clock reading taken before the call. */
uint64_t ring_bound(struct region *region, uint32_t slot, struct ring_reader *reader, uint64_t now);

/* The slot may be claimed again: its owner is dead or has left, and what it left was taken. The
 * main thread of a process never leaves, so a process is one less in region->processes then. */
void ring_free(struct region *region, uint32_t slot);

#endif
