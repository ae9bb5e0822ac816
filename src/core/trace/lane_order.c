/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/lane_order.h"

#include <stdlib.h>

#include "core/base/text.h"

struct child {
    uint32_t parent, lane, ordinal;
    bool is_process;
};

/* By parent; of one parent's the threads first, each kind in order of making. */
static int by_family(const void *a, const void *b)
{
    const struct child *x = a, *y = b;
    if (x->parent != y->parent)
        return x->parent < y->parent ? -1 : 1;
    if (x->is_process != y->is_process)
        return x->is_process ? 1 : -1;
    if (x->ordinal != y->ordinal)
        return x->ordinal < y->ordinal ? -1 : 1;
    return x->lane < y->lane ? -1 : x->lane > y->lane;
}

/* The first of `children` whose parent is not below `parent`. */
static size_t first_child(const struct child *children, size_t n, uint32_t parent)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (children[middle].parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A thread stands with its process, whichever of its threads made it. */
static uint32_t parent_of(const struct trace *trace, uint32_t number, const uint32_t *process_of)
{
    const struct lane *lane = trace_lane(trace, number);
    uint32_t parent = lane->is_process ? lane->parent : process_of[number];
    if (parent >= trace_lanes(trace) || parent == number)
        return 0;
    return parent;
}

struct by_pid {
    uint32_t pid, lane;
};

static int compare_pids(const void *a, const void *b)
{
    const struct by_pid *x = a, *y = b;
    return x->pid < y->pid ? -1 : x->pid > y->pid;
}

/* For each lane the lane of its process, 0 not known. */
static uint32_t *find_processes(const struct trace *trace)
{
    size_t n = trace_lanes(trace), count = 0;
    struct by_pid *processes = xcalloc(n, sizeof(*processes));
    uint32_t *found = xcalloc(n, sizeof(*found));
    for (uint32_t i = 1; i < n; i++)
        if (trace_lane(trace, i)->is_process)
            processes[count++] = (struct by_pid){trace_lane(trace, i)->pid, i};
    qsort(processes, count, sizeof(*processes), compare_pids);
    for (uint32_t i = 1; i < n; i++) {
        const struct by_pid key = {.pid = trace_lane(trace, i)->pid};
        const struct by_pid *at = bsearch(&key, processes, count, sizeof(*processes), compare_pids);
        found[i] = at ? at->lane : 0;
    }
    free(processes);
    return found;
}

struct lane_at *lane_order(const struct trace *trace)
{
    size_t n = trace_lanes(trace), kids = 0, count = 0, depth = 0;
    if (n <= 1)
        return NULL;
    uint32_t *process_of = find_processes(trace);
    struct child *children = xcalloc(n, sizeof(*children));
    for (uint32_t i = 1; i < n; i++) {
        const struct lane *lane = trace_lane(trace, i);
        children[kids++] = (struct child){.parent = parent_of(trace, i, process_of),
                                          .lane = i,
                                          .ordinal = lane->ordinal,
                                          .is_process = lane->is_process};
    }
    qsort(children, kids, sizeof(*children), by_family);

    /* Depth first; `next[d]` is the next child to visit at depth d. */
    struct lane_at *order = xcalloc(n, sizeof(*order));
    size_t *next = xcalloc(n + 1, sizeof(*next));
    uint32_t *path = xcalloc(n + 1, sizeof(*path));
    bool *is_placed = xcalloc(n, sizeof(*is_placed));
    for (;;) {
        const struct child *child = next[depth] < kids ? &children[next[depth]] : NULL;
        if (!child || child->parent != path[depth]) {
            if (depth == 0)
                break;
            depth--;
            continue;
        }
        next[depth]++;
        if (is_placed[child->lane])
            continue;
        is_placed[child->lane] = true;
        uint32_t level = (uint32_t)depth - (depth > 0 && !child->is_process);
        order[count++] = (struct lane_at){child->lane, level};
        path[++depth] = child->lane;
        next[depth] = first_child(children, kids, child->lane);
    }
    for (uint32_t i = 1; i < n; i++) /* parents in a circle: a file may say anything */
        if (!is_placed[i])
            order[count++] = (struct lane_at){.lane = i};
    free(is_placed);
    free(path);
    free(next);
    free(children);
    free(process_of);
    return order;
}

uint32_t lane_rank(const struct trace *trace, uint32_t lane)
{
    if (!lane || lane >= trace_lanes(trace))
        return 0;
    const struct lane *at = trace_lane(trace, lane);
    if (at->is_process)
        return at->ordinal;
    uint32_t process = 0;
    for (size_t i = 1; i < trace_lanes(trace) && !process; i++)
        if (trace_lane(trace, i)->is_process && trace_lane(trace, i)->pid == at->pid)
            process = trace_lane(trace, i)->ordinal;
    return at->ordinal + process;
}
