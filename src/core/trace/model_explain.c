/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who waits for whom: cycles in the wait-for graph, and a lane's wait in words.
 */
#include <stdlib.h>
#include <string.h>

#include "core/trace/message.h"
#include "core/trace/model.h"
#include "core/trace/model_state.h"
#include "core/trace/narrate.h"

/* The i-th lane that `lane` waits for, 0 when there are no more. Only who waits to write waits for
 * several: for every reader. */
static uint32_t waits_on(const struct model *model, uint32_t lane, uint32_t i)
{
    const struct lane_record *record = &model->state.lanes[lane];
    if (record->shown.state != LANE_BLOCKED || !record->is_listed)
        return 0;
    bool is_for_lock = record->wait_kind != K_JOIN_WAIT && record->wait_kind != K_WAIT;
    const struct lock_record *lock =
        is_for_lock ? model_lock_record(model, record->shown.object) : NULL;
    if (lock && lock->shown.is_shared)
        return i < lock->reader_count ? lock->readers[i] : 0;
    return i == 0 ? record->shown.waits_for : 0;
}

/* Depth first. `path` holds the lanes from a start to the one looked at, `next` which of its edges
 * comes next; a lane on the path is marked 1, a finished one 2. An edge to a marked 1 closes a
 * cycle. */
struct walk {
    uint32_t *path, *next;
    uint8_t *mark;
    size_t depth;
};

static void push(struct walk *walk, uint32_t lane)
{
    walk->mark[lane] = 1;
    walk->path[walk->depth] = lane;
    walk->next[walk->depth++] = 0;
}

/* The lane that closes a cycle reachable from `start`, 0: none. */
static uint32_t find_cycle(const struct model *model, struct walk *walk, uint32_t start)
{
    push(walk, start);
    while (walk->depth) {
        uint32_t lane = walk->path[walk->depth - 1];
        uint32_t other = waits_on(model, lane, walk->next[walk->depth - 1]++);
        if (!other) {
            walk->mark[lane] = 2;
            walk->depth--;
        } else if (walk->mark[other] == 1) {
            return other;
        } else if (!walk->mark[other]) {
            push(walk, other);
        }
    }
    return 0;
}

/* A circle has no first: it begins with the lane that was made first, so that it is always told in
 * the same way. */
static void begin_with_first(const struct trace *trace, uint32_t *lanes, size_t count)
{
    size_t first = 0;
    for (size_t i = 1; i < count; i++)
        if (trace_lane(trace, lanes[i])->ordinal < trace_lane(trace, lanes[first])->ordinal)
            first = i;
    for (; first > 0; first--) {
        uint32_t lane = lanes[0];
        memmove(lanes, lanes + 1, (count - 1) * sizeof(*lanes));
        lanes[count - 1] = lane;
    }
}

size_t model_cycle(const struct model *model, uint32_t *lanes, size_t limit)
{
    size_t count = model->state.lane_count;
    if (!model->state.waiting_count)
        return 0;
    struct walk walk = {.path = xcalloc(count, sizeof(*walk.path)),
                        .next = xcalloc(count, sizeof(*walk.next)),
                        .mark = xcalloc(count, sizeof(*walk.mark))};
    size_t found = 0;
    for (size_t i = 0; i < model->state.waiting_count && !found; i++) {
        uint32_t start = model->state.waiting[i];
        uint32_t closing = walk.mark[start] ? 0 : find_cycle(model, &walk, start);
        if (!closing)
            continue;
        size_t first = 0;
        while (walk.path[first] != closing)
            first++;
        bool is_whole = walk.depth - first <= limit;
        for (; first < walk.depth && found < limit; first++)
            lanes[found++] = walk.path[first];
        if (is_whole)
            begin_with_first(model->trace, lanes, found);
    }
    free(walk.path);
    free(walk.next);
    free(walk.mark);
    return found;
}

/* --- in words ------------------------------------------------------------------------------ */

static void explain_lock(const struct model *model, const struct lane_record *lane,
                         const char *name, const char *object, struct text *out)
{
    const struct lock_record *lock = model_lock_record(model, lane->shown.object);
    uint32_t owner = lane->shown.waits_for;
    if (!lock || !owner) {
        text_add(out, _("%s waits for %s"), name, object);
        return;
    }
    struct text holder = {0};
    narrate_lane(&holder, model->trace, owner);
    unsigned line = lock->shown.owner_place < trace_places(model->trace)
                        ? trace_place(model->trace, lock->shown.owner_place)->line
                        : 0;
    bool is_own = &model->state.lanes[owner] == lane;
    bool has_ended = model->state.lanes[owner].shown.state == LANE_ENDED;
    if (lock->shown.is_shared && lock->shown.depth > 1)
        text_add(out,
                 ngettext("%s waits for %s, held by %s and %u other reader",
                          "%s waits for %s, held by %s and %u other readers",
                          lock->shown.depth - 1),
                 name, object, text_get(&holder), lock->shown.depth - 1);
    else if (is_own && line)
        text_add(out, _("%s waits for %s, which it holds itself since line %u"), name, object,
                 line);
    else if (is_own)
        text_add(out, _("%s waits for %s, which it holds itself"), name, object);
    else if (has_ended && line)
        text_add(out, _("%s waits for %s, kept since line %u by %s, which has ended"), name, object,
                 line, text_get(&holder));
    else if (has_ended)
        text_add(out, _("%s waits for %s, held by %s, which has ended"), name, object,
                 text_get(&holder));
    else if (line)
        text_add(out, _("%s waits for %s, held by %s since line %u"), name, object,
                 text_get(&holder), line);
    else
        text_add(out, _("%s waits for %s, held by %s"), name, object, text_get(&holder));
    text_release(&holder);
}

static void explain_barrier(const struct model *model, const struct lane_record *lane,
                            const char *name, const char *object, struct text *out)
{
    const struct lock_record *lock = model_lock_record(model, lane->shown.object);
    if (lock && lock->shown.value > 0)
        text_add(out, _("%s waits at %s: %u of %lld are there"), name, object,
                 lock->shown.waiter_count, (long long)lock->shown.value);
    else
        text_add(out, _("%s waits at %s"), name, object);
}

static void explain_task(const struct model *model, const struct lane_record *lane,
                         const char *name, struct text *out)
{
    if (!lane->shown.waits_for && lane->wait_kind == K_WAIT) {
        text_add(out, _("%s waits for a child process to end"), name);
        return;
    }
    struct text other = {0};
    if (lane->shown.waits_for)
        narrate_lane(&other, model->trace, lane->shown.waits_for);
    else
        narrate_object(&other, model->trace, lane->shown.object);
    text_add(out, _("%s waits for %s to end"), name, other.size ? other.data : _("a thread"));
    text_release(&other);
}

/* A read waits while anybody could still write, and that may be the reader itself. */
static void explain_flow(const struct model *model, const struct lane_record *lane,
                         const char *name, struct text *out)
{
    enum { NAMED = 4 };
    uint32_t number = (uint32_t)(lane - model->state.lanes), others[NAMED];
    uint32_t flow = model_lane_flow(model, number);
    bool reads = lane->wait_kind == K_READ_WAIT;
    struct text what = {0};
    if (flow)
        model_flow_name(model, flow, &what);
    else
        text_add(&what, _("descriptor %lld"), (long long)lane->argument);
    text_add(out,
             reads ? _("%s waits for something to read from %s")
                   : _("%s waits until it can write to %s"),
             name, text_get(&what));
    text_clear(&what);
    size_t n = model_flow_lanes(model, flow, reads ? FLOW_WRITES : FLOW_READS, others, NAMED);
    for (size_t i = 0; i < n && i < NAMED; i++) {
        text_put(&what, i ? ", " : "");
        narrate_lane(&what, model->trace, others[i]);
    }
    uint32_t pid = trace_lane(model->trace, number)->pid;
    if (n == 1 && trace_lane(model->trace, others[0])->pid == pid)
        text_add(out, reads ? _("; only it itself could still write to it")
                            : _("; only it itself could still read from it"));
    else if (n > 0 && n <= NAMED)
        text_add(out, reads ? _("; open for writing in %s") : _("; open for reading in %s"),
                 text_get(&what));
    text_release(&what);
}

static void explain_blocked(const struct model *model, const struct lane_record *lane,
                            const char *name, struct text *out)
{
    struct text object = {0};
    narrate_object(&object, model->trace, lane->shown.object);
    const char *what = object.size ? object.data : "?";
    switch ((enum event_kind)lane->wait_kind) {
    case K_LOCK_WAIT:
    case K_RDLOCK_WAIT:
    case K_WRLOCK_WAIT:
        explain_lock(model, lane, name, what, out);
        break;
    case K_COND_WAIT:
        text_add(out, _("%s sleeps until %s is signalled"), name, what);
        break;
    case K_BARRIER_WAIT:
        explain_barrier(model, lane, name, what, out);
        break;
    case K_SEM_WAIT:
        text_add(out, _("%s waits until %s is more than zero"), name, what);
        break;
    case K_ONCE_ENTER:
        text_add(out, _("%s waits until %s has run"), name, what);
        break;
    case K_JOIN_WAIT:
    case K_WAIT:
        explain_task(model, lane, name, out);
        break;
    case K_READ_WAIT:
    case K_WRITE_WAIT:
        explain_flow(model, lane, name, out);
        break;
    case K_ACCEPT_WAIT:
        text_add(out, _("%s waits for a connection at descriptor %lld"), name,
                 (long long)lane->argument);
        break;
    default:
        text_add(out, _("%s waits in the operating system"), name);
        break;
    }
    text_release(&object);
}

static void explain_ended(const struct model *model, uint32_t lane, const char *name,
                          struct text *out)
{
    if (!trace_lane(model->trace, lane)->is_process || !model->state.lanes[lane].has_status) {
        text_add(out, _("%s has ended"), name);
        return;
    }
    struct text status = {0};
    narrate_status(&status, model->state.lanes[lane].shown.status);
    text_add(out, _("%s has ended: it %s"), name, text_get(&status));
    text_release(&status);
}

void model_explain(const struct model *model, uint32_t lane, struct text *out)
{
    if (!lane || lane >= trace_lanes(model->trace))
        return;
    struct text name = {0}, duration = {0};
    narrate_lane(&name, model->trace, lane);
    const struct lane_record *record = model_lane_record(model, lane);
    switch (record ? record->shown.state : LANE_UNBORN) {
    case LANE_UNBORN:
        text_add(out, _("%s has not started yet"), text_get(&name));
        break;
    case LANE_RUNNING:
        break;
    case LANE_READY:
        text_add(out, _("%s is ready to run, but no core is free for it"), text_get(&name));
        break;
    case LANE_BLOCKED:
        explain_blocked(model, record, text_get(&name), out);
        break;
    case LANE_SLEEPING:
        text_put_duration(&duration, record->argument);
        text_add(out, _("%s sleeps for %s"), text_get(&name), text_get(&duration));
        break;
    case LANE_AT_GATE:
        text_add(out, _("%s stands before its next step"), text_get(&name));
        break;
    case LANE_ENDED:
        explain_ended(model, lane, text_get(&name), out);
        break;
    }
    text_release(&name);
    text_release(&duration);
}
