/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The model: what holds at one moment of a trace. It is a fold: start with nothing, take one event
 * after the other. Stepping back is folding a shorter prefix; the model keeps checkpoints so that a
 * jump costs at most MODEL_STRIDE events (more only where the state itself is large).
 *
 * It knows nothing that is not in the trace.
 */
#ifndef CORE_TRACE_MODEL_H
#define CORE_TRACE_MODEL_H

#include "core/base/text.h"
#include "core/trace/trace.h"

enum lane_state {
    LANE_UNBORN,   /* not yet started at this moment */
    LANE_RUNNING,  /* on a core (as the kernel says), or able to run where that is not known */
    LANE_READY,    /* could run, but no core runs it (as the kernel says) */
    LANE_BLOCKED,  /* waits: on what and on whom is in the next fields */
    LANE_SLEEPING, /* asked to sleep for a time */
    LANE_AT_GATE,  /* stopped by the tutor before its next step */
    LANE_ENDED,
};

struct model_lane {
    enum lane_state state;
    uint32_t object;    /* blocked on it; 0 none */
    uint32_t waits_for; /* lane that holds what it waits for (a lock's owner, a joined thread) */
    uint32_t place;     /* last place known */
    uint16_t kind;      /* enum event_kind of its last event */
    uint16_t cpu;
    uint64_t since;           /* ns: in this state since */
    uint64_t run_ns, wait_ns; /* totals; run_ns only where the kernel told */
    uint32_t switches, preemptions;
    uint64_t events;
    uint64_t last;  /* its last event: an index in the trace */
    int32_t status; /* wait status of a process that ended */
};

#define MODEL_WAITERS 32

/* A lock, condition, barrier or semaphore. */
struct model_lock {
    uint32_t object;
    uint16_t group;        /* GROUP_LOCK or GROUP_WAIT */
    uint16_t type;         /* enum lock_type for locks */
    uint32_t owner;        /* lane, 0 free; of several readers the first */
    uint32_t depth;        /* a recursive lock: how often; a read lock: how many readers */
    uint32_t is_shared;    /* held for reading */
    uint32_t owner_place;  /* where the owner got it, 0 unknown */
    int64_t value;         /* of a semaphore; size of a barrier */
    uint32_t waiter_count; /* may be more than are listed */
    uint32_t waiters[MODEL_WAITERS];
    uint64_t acquisitions, contended, wait_ns;
};

/* A variable that was read, written or watched. */
struct model_variable {
    uint32_t object;
    uint32_t writer; /* lane of the last write */
    int64_t value;
    uint8_t is_known;
    uint64_t reads, writes, samples;
    uint64_t overwritten; /* writes that undid what another lane had written since the writer read:
                             lost updates, as far as the order of the trace is that of memory */
};

#define MODEL_STRIDE 16384u

struct model;

/* A model of `trace`, which must outlive it; at position 0 (nothing has happened yet). */
struct model *model_new(const struct trace *trace);
void model_free(struct model *model);

/* Makes it hold after the first `count` events of the trace (at most trace_count). */
void model_seek(struct model *model, size_t count);
size_t model_position(const struct model *model);

const struct model_lane *model_lane(const struct model *model, uint32_t lane);
/* How many locks and variables are known at this moment, and each in order of first appearance. */
size_t model_locks(const struct model *model);
const struct model_lock *model_lock(const struct model *model, size_t i);
const struct model_lock *model_lock_of(const struct model *model, uint32_t object); /* or NULL */
size_t model_variables(const struct model *model);
const struct model_variable *model_variable(const struct model *model, size_t i);
const struct model_variable *model_variable_of(const struct model *model, uint32_t object);
/* A write that comes next: whose write, which its own lane has not read, will it undo? The lane, or
 * 0: nobody's. */
uint32_t model_overwrites(const struct model *model, const struct event *write);
/* A write that comes next: does its lane hold a value that it has read there and not yet written
 * back? What is done to it in between happens inside the processor; this is all that can be seen of
 * it. */
bool model_holds(const struct model *model, const struct event *write, int64_t *value);
uint64_t model_count_of(const struct model *model, enum event_kind kind); /* events so far */

/* The thread that the pthread_t `handle` of a process is at this moment; 0 not started or joined.
 */
uint32_t model_thread(const struct model *model, uint32_t pid, uint64_t handle);

/* A cycle in the wait-for graph: the lanes in it in order, at most `limit`; 0 when there is none.
 */
size_t model_cycle(const struct model *model, uint32_t *lanes, size_t limit);

/* Why a lane does not go on, as a sentence ("T2 waits for lock, held by T1 since line 14"); nothing
 * is added when it does. */
void model_explain(const struct model *model, uint32_t lane, struct text *out);

#endif
