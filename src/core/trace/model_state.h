/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state that the model folds events into: shared by model.c (moving in time), model_fold.c
 * (what each event means) and model_explain.c (words and cycles). Nobody else includes this.
 *
 * Locks, variables and handles are appended in order of first appearance, so the list at an earlier
 * moment is the beginning of the list at a later one. So the index from objects to list entries is
 * not part of the state: an entry beyond the list's end is not known yet.
 */
#ifndef CORE_TRACE_MODEL_STATE_H
#define CORE_TRACE_MODEL_STATE_H

#include "core/base/map.h"
#include "core/trace/mail.h"
#include "core/trace/model.h"

/* A variable that a lane has read or written. */
struct access_record {
    uint32_t object;  /* 0 none */
    uint8_t is_known; /* value is that of the lane's last read, and it has not written it since */
    uint64_t version; /* how often it had been written by then */
    int64_t value;
};

enum { ACCESSES = 4 };

struct lane_record {
    struct model_lane shown;
    uint64_t wait_started;                   /* ns */
    uint64_t on_cpu_since;                   /* ns; valid while is_on_cpu */
    uint16_t wait_kind;                      /* enum event_kind that made it wait, 0 none */
    uint8_t is_on_cpu;                       /* as the kernel says */
    uint8_t is_listed;                       /* stands in state.waiting */
    uint8_t has_status;                      /* shown.status was told */
    uint32_t handle;                         /* JOIN_WAIT: entry of `handles`, from 1 */
    int64_t argument;                        /* a of the event that made it wait or sleep */
    struct access_record accesses[ACCESSES]; /* to different variables, the last one first */
    uint32_t message; /* the write that it has announced, in mail.messages from 1; 0 none */
};

struct lock_record {
    struct model_lock shown;
    uint32_t readers[MODEL_WAITERS]; /* lanes that hold it for reading; more are only counted */
    uint32_t reader_count;           /* of those listed */
    uint32_t listed;                 /* waiters listed so far, while they are listed anew */
};

struct variable_record {
    struct model_variable shown;
    uint8_t sort; /* enum value_sort */
};

/* A pthread_t of a process, and the thread that it is at this moment. */
struct handle_record {
    uint32_t lane; /* 0: not started yet, or joined */
};

struct state {
    size_t position;
    uint64_t now; /* clock of the last event */
    struct lane_record *lanes;
    struct lock_record *locks;
    struct variable_record *variables;
    struct handle_record *handles;
    uint32_t *waiting; /* lanes that wait for an object, in order of arrival */
    size_t lane_count, lock_count, variable_count, handle_count, waiting_count;
    size_t lane_capacity, lock_capacity, variable_capacity, handle_capacity, waiting_capacity;
    uint64_t counts[K_COUNT];
    struct mail mail;
};

struct model {
    const struct trace *trace;
    struct state state;
    struct state *checkpoints; /* in order of position */
    size_t checkpoint_count, checkpoint_capacity;
    /* Indices from 1; an entry beyond the list's end is not known at this moment. */
    uint32_t *lock_of, *variable_of; /* by object */
    size_t object_capacity;
    struct map handle_of; /* pid and address: entry of handles */
    bool is_settled;      /* lists of waiters and waits_for are those of this moment */
};

static inline uint64_t model_handle_key(uint32_t pid, uint64_t handle)
{
    return map_mix(handle) ^ pid;
}

/* model_fold.c */
void model_fold(struct model *model, const struct event *event);
struct lock_record *model_lock_at(struct model *model, uint64_t object, enum event_group group);
/* The lane is blocked from now on; `lock` is what it waits for, NULL for a task. */
void model_begin_wait(struct model *model, struct lane_record *lane, const struct event *event,
                      struct lock_record *lock);
/* Fills in what follows from the rest: each lock's waiters in order, each lane's waits_for. */
void model_settle(struct model *model);

/* model_access.c */
void model_remember(struct lane_record *lane, const struct access_record *access);

/* model_locks.c; `lane` is NULL when it is not known or dead */
void model_fold_lock(struct model *model, struct lane_record *lane, const struct event *event);
void model_fold_condition(struct model *model, struct lane_record *lane, const struct event *event);
void model_fold_meeting(struct model *model, struct lane_record *lane, const struct event *event);
/* After a gap in what a lane told, what it still holds is not known. */
void model_forget_holdings(struct model *model, uint32_t lane);

struct lane_record *model_lane_record(const struct model *model, uint32_t lane);
struct lock_record *model_lock_record(const struct model *model, uint32_t object);

#endif
