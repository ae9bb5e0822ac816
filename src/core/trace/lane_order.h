/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lanes as a family: each process below the one that made it, in the order in which they were made,
 * and the threads of a process right behind it. Lanes have their numbers by who was heard of first,
 * which is luck.
 */
#ifndef CORE_TRACE_LANE_ORDER_H
#define CORE_TRACE_LANE_ORDER_H

#include "core/trace/trace.h"

struct lane_at {
    uint32_t lane;
    uint32_t depth; /* of its process: 0 the first, 1 a child of it */
};

/* All lanes of the trace in that order, each once: trace_lanes() - 1 of them. Given; NULL when
 * there are none. */
struct lane_at *lane_order(const struct trace *trace);

/* A number by which a lane can be told from its neighbours: 0 for the first process, then from 1.
 * It stays as it is when others come. */
uint32_t lane_rank(const struct trace *trace, uint32_t lane);

#endif
