/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Goes back from the present. A lane without an event in the window has been in its present state
 * all along; what a lane did before its first event in the window is told by that event (an
 * acquisition that was waited for ends a wait), or is not known and left blank.
 */
#include "ui/view/timeline.h"

#include <stdlib.h>
#include <string.h>

static enum slice slice_of_state(enum lane_state state)
{
    switch (state) {
    case LANE_RUNNING:
        return SLICE_RUNNING;
    case LANE_READY:
        return SLICE_READY;
    case LANE_BLOCKED:
        return SLICE_BLOCKED;
    case LANE_SLEEPING:
        return SLICE_SLEEPING;
    case LANE_AT_GATE:
        return SLICE_READY;
    default:
        return SLICE_NONE;
    }
}

/* What a lane does after an event of it, which did `before` before it. */
static enum slice slice_after(const struct event *event, enum slice before)
{
    if (event->flags & EVENT_AT_GATE)
        return SLICE_READY;
    switch ((enum event_kind)event->kind) {
    case K_LOCK_WAIT:
    case K_RDLOCK_WAIT:
    case K_WRLOCK_WAIT:
    case K_COND_WAIT:
    case K_BARRIER_WAIT:
    case K_SEM_WAIT:
    case K_JOIN_WAIT:
    case K_WAIT:
    case K_READ_WAIT:
    case K_WRITE_WAIT:
    case K_ACCEPT_WAIT:
        return SLICE_BLOCKED;
    case K_SLEEP:
        return SLICE_SLEEPING;
    case K_SWITCH_OUT:
        if (event->a)
            return SLICE_READY;
        return before == SLICE_SLEEPING ? SLICE_SLEEPING : SLICE_BLOCKED;
    case K_THREAD_EXIT:
    case K_ENDED:
        return SLICE_NONE;
    case K_SAMPLE:
    case K_LOST:
    case K_OUTPUT:
    case K_NOTED:
    case K_MODULE:
        return before;
    default:
        return SLICE_RUNNING;
    }
}

/* What a lane did before its first event of the window. */
static enum slice slice_before(const struct event *event)
{
    switch ((enum event_kind)event->kind) {
    case K_PROCESS_START:
    case K_THREAD_START:
    case K_FORK_CHILD:
        return SLICE_NONE;
    case K_SWITCH_OUT:
        return SLICE_RUNNING;
    case K_LOCK:
    case K_RDLOCK:
    case K_WRLOCK:
    case K_SEM_GOT:
        return event->flags & EVENT_AT_ONCE ? SLICE_RUNNING : SLICE_BLOCKED;
    case K_COND_WOKEN:
    case K_BARRIER_PASS:
    case K_JOIN:
    case K_JOIN_TIMEOUT:
    case K_WAITED:
        return SLICE_BLOCKED;
    case K_SLEPT:
        return SLICE_SLEEPING;
    case K_SWITCH_IN:
    case K_SAMPLE:
    case K_LOST:
    case K_OUTPUT:
    case K_NOTED:
    case K_MODULE:
        return SLICE_UNKNOWN;
    default:
        return SLICE_RUNNING;
    }
}

struct tally { /* of one lane */
    enum slice now;
    uint64_t since;
    bool has_begun;
};

/* Adds the time from `from` to `to` in one slice to the columns it touches. */
static void add_time(uint64_t (*times)[SLICE_KINDS], const struct timeline *timeline, uint64_t from,
                     uint64_t to, enum slice slice)
{
    uint64_t span = timeline->to - timeline->from;
    if (to <= from || span == 0)
        return;
    double scale = (double)timeline->columns / (double)span;
    int first = (int)((double)(from - timeline->from) * scale);
    int last = (int)((double)(to - timeline->from) * scale);
    for (int c = first; c <= last && c < timeline->columns; c++) {
        uint64_t start = timeline->from + (uint64_t)(c / scale);
        uint64_t end = timeline->from + (uint64_t)((c + 1) / scale);
        uint64_t a = from > start ? from : start, b = to < end ? to : end;
        times[c][slice] += b > a ? b - a : 0;
    }
}

static void settle(struct timeline *timeline, uint32_t lane, uint64_t (*times)[SLICE_KINDS])
{
    for (int c = 0; c < timeline->columns; c++) {
        int best = SLICE_UNKNOWN;
        for (int s = 1; s < SLICE_KINDS; s++)
            if (times[c][s] > times[c][best])
                best = s;
        timeline->slices[(size_t)lane * (size_t)timeline->columns + (size_t)c] = (uint8_t)best;
    }
}

void timeline_make(struct timeline *timeline, const struct trace *trace, const struct model *model,
                   int columns)
{
    memset(timeline, 0, sizeof(*timeline));
    size_t end = model_position(model), lanes = trace_lanes(trace);
    timeline->columns = columns < 1 ? 1 : columns > TIMELINE_COLUMNS ? TIMELINE_COLUMNS : columns;
    timeline->lanes = (uint32_t)lanes;
    size_t cells = (lanes + 1) * (size_t)timeline->columns;
    timeline->slices = xcalloc(cells, 1);
    if (end == 0)
        return;
    size_t begin = end > TIMELINE_EVENTS ? end - TIMELINE_EVENTS : 0;
    timeline->from = trace_event(trace, begin)->clock;
    timeline->to = trace_event(trace, end - 1)->clock;
    if (timeline->to <= timeline->from)
        timeline->to = timeline->from + 1;

    uint64_t(*times)[SLICE_KINDS] = xcalloc(cells, sizeof(*times));
    struct tally *tallies = xcalloc(lanes + 1, sizeof(*tallies));
    for (size_t i = begin; i < end; i++) {
        const struct event *event = trace_event(trace, i);
        if (event->lane == 0 || event->lane >= lanes)
            continue;
        struct tally *tally = &tallies[event->lane];
        uint64_t at = event->clock < timeline->from ? timeline->from : event->clock;
        at = at > timeline->to ? timeline->to : at;
        if (!tally->has_begun)
            *tally = (struct tally){slice_before(event), timeline->from, true};
        add_time(&times[event->lane * (size_t)timeline->columns], timeline, tally->since, at,
                 tally->now);
        tally->now = slice_after(event, tally->now);
        tally->since = at;
    }
    for (uint32_t lane = 1; lane < lanes; lane++) {
        struct tally *tally = &tallies[lane];
        const struct model_lane *state = model_lane(model, lane);
        if (!tally->has_begun)
            *tally = (struct tally){slice_of_state(state ? state->state : LANE_UNBORN),
                                    timeline->from, true};
        uint64_t(*own)[SLICE_KINDS] = &times[lane * (size_t)timeline->columns];
        add_time(own, timeline, tally->since, timeline->to, tally->now);
        settle(timeline, lane, own);
    }
    free(tallies);
    free(times);
}

void timeline_release(struct timeline *timeline)
{
    free(timeline->slices);
    memset(timeline, 0, sizeof(*timeline));
}
