/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The part of the model's state that is about messages (message.h). For model.c, model_fold.c,
 * model_message.c and mail.c only.
 *
 * Everything is an index into an array, so that a copy of the state is a copy of the arrays.
 * Descriptors are sorted by process and number. Between a fork and the child's first word, what the
 * child inherits is kept under a number that no process has.
 */
#ifndef CORE_TRACE_MAIL_H
#define CORE_TRACE_MAIL_H

#include "core/trace/message.h"

struct descriptor {
    uint32_t pid;
    int32_t fd;
    uint32_t reads, writes; /* flows, 0 none */
    bool closes_on_exec;
};

/* What the child of a fork inherits, kept under `key` in place of a pid. */
struct inheritance {
    uint32_t key, parent, lane;
    uint32_t child; /* pid, once the parent has told it; 0 */
};

struct flow_record {
    struct model_flow shown;
    uint32_t first, last; /* of its messages, from 1; 0 none */
    uint64_t owed;        /* bytes that were read before anybody told of having written them */
};

struct message_record {
    struct model_message shown;
    uint64_t taken;
    size_t done;   /* event that told that it was written, 0 not yet */
    uint32_t next; /* in its flow, or in the list of free records; 0 none */
};

/* An end of a connection whose other end has not been told of yet. */
struct call {
    uint32_t address;       /* text */
    uint32_t reads, writes; /* flows of that other end */
    bool is_accepted;       /* the other end is the one that connects */
};

struct mail {
    struct call *calls; /* in the order in which they were told */
    size_t call_count, call_capacity;
    struct descriptor *descriptors;
    struct inheritance *forks;
    struct flow_record *flows;
    struct message_record *messages;
    size_t descriptor_count, fork_count, flow_count, message_count;
    size_t descriptor_capacity, fork_capacity, flow_capacity, message_capacity;
    uint32_t free_message, next_key, pipes, socket_pairs, connections;
};

/* mail.c: descriptors, and the arrays as such */
struct mail mail_copy(const struct mail *from);
void mail_release(struct mail *mail);
size_t mail_size(const struct mail *mail);
struct descriptor *mail_descriptor(const struct mail *mail, uint32_t pid, int64_t fd); /* or NULL */
void mail_open(struct mail *mail, const struct descriptor *descriptor); /* replaces */
void mail_close(struct mail *mail, uint32_t pid, int64_t fd);
void mail_close_all(struct mail *mail, uint32_t pid);
void mail_close_on_exec(struct mail *mail, uint32_t pid);
/* `to` has what `from` has, and nothing else. */
void mail_inherit(struct mail *mail, uint32_t from, uint32_t to);
/* fork: is about to be made; told its result in the parent; has returned in the child; failed */
void mail_fork(struct mail *mail, uint32_t parent, uint32_t lane);
void mail_forked(struct mail *mail, uint32_t lane, uint32_t child);
void mail_born(struct mail *mail, uint32_t parent, uint32_t child);
void mail_fork_failed(struct mail *mail, uint32_t lane);

/* Entries from 1; NULL: there is no such. */
static inline struct flow_record *mail_flow(const struct mail *mail, uint32_t flow)
{
    return flow && flow <= mail->flow_count ? &mail->flows[flow - 1] : NULL;
}

static inline struct message_record *mail_message(const struct mail *mail, uint32_t message)
{
    return message && message <= mail->message_count ? &mail->messages[message - 1] : NULL;
}

static inline bool is_process_key(uint32_t pid)
{
    return pid < 0x80000000u; /* pids are far below; inheritances are above */
}

/* model_message.c; `lane` is NULL when it is not known or dead */
struct lane_record;
void model_fold_message(struct model *model, struct lane_record *lane, const struct event *event);
/* The first message that a read takes from, 0 none, and the one before it in its flow. */
uint32_t model_first_taken(const struct model *model, uint32_t flow, const struct event *read,
                           uint32_t *before);

#endif
