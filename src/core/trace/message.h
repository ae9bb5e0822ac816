/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages: which descriptor of which process is which end of which pipe, what lies in it at this
 * moment, and from whom to whom bytes have gone. A part of the model (model.h): a fold of the
 * trace, so that stepping back works.
 *
 * The one idea: a *flow* is one direction in which bytes go, first in, first out. A pipe is one
 * flow, a pair of sockets is two. A write is announced before it is made and puts its bytes at the
 * end; a read takes from the front, wherever one write ended and the next began.
 */
#ifndef CORE_TRACE_MESSAGE_H
#define CORE_TRACE_MESSAGE_H

#include "core/trace/model.h"

struct model_flow {
    uint32_t number;        /* "pipe 1": the how manieth of its kind */
    bool is_socket;         /* one half of a pair of sockets */
    bool is_connection;     /* and they were connected by their address */
    uint32_t pending;       /* writes that are not yet read to their end */
    uint64_t written, read; /* bytes so far */
    uint32_t writes, reads;
};

/* Bytes of one write on their way, or as one read took them. */
struct model_message {
    uint32_t flow;   /* from 1 */
    uint32_t from;   /* lane; 0 not known */
    uint64_t bytes;  /* of the write; of them those that were not yet read */
    uint64_t offset; /* of the first of these in `text` */
    uint32_t text;   /* of the trace: the first bytes of the write; 0 not known */
    size_t sent;     /* event */
};

enum flow_side { FLOW_READS, FLOW_WRITES };

/* Flows are numbered from 1, in order of creation; 0 is none. */
size_t model_flows(const struct model *model);
const struct model_flow *model_flow(const struct model *model, uint32_t flow);
void model_flow_name(const struct model *model, uint32_t flow, struct text *out); /* "pipe 1" */

/* The flow that a process reads from, or writes to, through descriptor `fd`; 0: not known. */
uint32_t model_flow_at(const struct model *model, uint32_t pid, int64_t fd, enum flow_side side);
/* The flow that a lane is blocked on; 0 none. */
uint32_t model_lane_flow(const struct model *model, uint32_t lane);
/* The processes that have that side open, by their lanes, in order of the lanes' numbers. Returns
 * how many there are, which may be more than `limit`. */
size_t model_flow_lanes(const struct model *model, uint32_t flow, enum flow_side side,
                        uint32_t *lanes, size_t limit);
/* Has anybody, also a child that has not said a word yet? */
bool model_flow_is_open(const struct model *model, uint32_t flow, enum flow_side side);

/* What lies in a flow, oldest first; at most `limit`. */
size_t model_pending(const struct model *model, uint32_t flow, struct model_message *out,
                     size_t limit);
/* Who sent the bytes that this READ takes, the model being at the moment before it. Each lane once,
 * in order. */
size_t model_senders(const struct model *model, const struct event *read, uint32_t *lanes,
                     size_t limit);
/* The flow that this lane (a process: any thread of it) is writing to while nobody can read it; 0.
 */
uint32_t model_broken_flow(const struct model *model, uint32_t lane);

#endif
