/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The record: 64 bytes, one cache line, the same in the ring, in the trace and in a saved file.
 *
 * Four fields change their meaning once, when the tutor takes a record out of a ring:
 *
 *   field   in the ring                        in the trace
 *   clock   raw counter (clock.h)              nanoseconds since the run began
 *   where   return address of the call         number of a place (file and line), 0 unknown
 *   object  address                            number of an object, 0 none
 *   text    bytes of text in K_TEXT records    offset of a string in the trace's text, 0 none
 *           that follow directly
 *
 * A K_TEXT record carries TEXT_BYTES bytes of text at its start and is never in a trace.
 */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#include <stdint.h>

#include "event/kinds.h"

struct event {
    uint64_t clock;
    uint64_t where;
    uint64_t object;
    int64_t a;
    int64_t b;
    uint32_t tid;
    uint32_t lane; /* number of a lane; 0 in the ring */
    uint16_t kind; /* enum event_kind */
    uint16_t cpu;
    uint32_t flags; /* EVENT_* below */
    uint32_t text;
    uint32_t pid;
};

/* The value a of a memory event is known. A write is announced before the store, so its value is
 * filled in by the thread's next event; until then, and for ever if the thread dies, it is not. */
#define EVENT_VALUE 0x1u
/* The acquisition was had at once: nobody had to wait. */
#define EVENT_AT_ONCE 0x2u
/* The thread is at the gate: it has announced this and waits for the permission to do it. */
#define EVENT_AT_GATE 0x4u

/* So far only this lane has touched that memory, and it has no name: it says nothing about sharing
 * and is not narrated. Set by the tutor. */
#define EVENT_PRIVATE 0x8u

/* The descriptors that were made are closed by an exec. */
#define EVENT_CLOSES_ON_EXEC 0x10u

#define TEXT_BYTES 48    /* of text in one K_TEXT record */
#define TEXT_LIMIT 4096u /* of text in one event; the rest is cut */

_Static_assert(sizeof(struct event) == 64, "a record is one cache line");

#endif
