/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row for each thread and process: its name, what it does, what it waits for and who has that,
 * its core, and its recent past as a bar.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/trace/lane_order.h"
#include "core/trace/message.h"
#include "core/trace/narrate.h"
#include "ui/view/pane.h"
#include "ui/view/timeline.h"

enum { LEAST_BAR = 10, NAME_MOST = 12, DEEPEST = 4 };

const char *lane_name(const struct trace *trace, uint32_t lane)
{
    if (!trace || lane == 0 || lane >= trace_lanes(trace))
        return "?";
    const char *name = trace_text(trace, trace_lane(trace, lane)->name);
    return *name ? name : "?";
}

const char *object_name(const struct trace *trace, uint32_t object)
{
    if (!trace || object == 0 || object >= trace_objects(trace))
        return "?";
    const char *name = trace_text(trace, trace_object(trace, object)->name);
    return *name ? name : "?";
}

enum style lane_style(const struct trace *trace, uint32_t lane)
{
    uint32_t rank = trace ? lane_rank(trace, lane) : 0;
    return style_of_lane(rank > 0 ? rank + 1 : lane > 1 ? lane : 1);
}

static bool is_alive(const struct view *view, uint32_t lane)
{
    const struct model_lane *state = model_lane(view->model, lane);
    return state && state->state != LANE_ENDED && state->state != LANE_UNBORN;
}

static bool is_born(const struct view *view, uint32_t lane)
{
    const struct model_lane *state = model_lane(view->model, lane);
    return state && state->state != LANE_UNBORN;
}

static bool is_wanted(const struct view *view, uint32_t lane)
{
    return is_alive(view, lane) || lane == view->selected_lane;
}

static int wanted_lanes(const struct view *view, uint32_t lanes)
{
    int count = 0;
    for (uint32_t lane = 1; lane < lanes; lane++)
        count += is_wanted(view, lane);
    return count;
}

int pane_lanes_rows(const struct view *view)
{
    if (!view->trace || !view->model)
        return 0;
    /* All that will be: so that the layout does not jump when one is born. */
    return (int)trace_lanes(view->trace);
}

static unsigned state_style(enum lane_state state)
{
    return state == LANE_RUNNING                             ? STYLE_RUNNING
           : state == LANE_BLOCKED                           ? STYLE_BLOCKED
           : state == LANE_AT_GATE || state == LANE_SLEEPING ? STYLE_WARN
           : state == LANE_READY                             ? STYLE_TEXT
                                                             : STYLE_DIM;
}

/* `is_short` where there is little room: "lock (T1)" for "waits for lock, held by T1". */
static void put_waiting(const struct view *view, uint32_t number, struct text *out, bool is_short)
{
    const struct model_lane *lane = model_lane(view->model, number);
    uint32_t flow = model_lane_flow(view->model, number);
    if (flow) {
        bool reads = lane->kind == K_READ_WAIT;
        struct text name = {0};
        model_flow_name(view->model, flow, &name);
        text_add(out,
                 is_short ? reads ? _("reads: %s") : _("writes: %s")
                 : reads ? _("waits to read from %s")
                          : _("waits to write to %s"),
                 text_get(&name));
        text_release(&name);
        return;
    }
    if (lane->kind == K_PROCESS_EXIT) {
        text_put(out, is_short ? _("exited") : _("has exited"));
        return;
    }
    const char *object = object_name(view->trace, lane->object);
    const char *holder = lane_name(view->trace, lane->waits_for);
    bool is_join = lane->kind == K_JOIN_WAIT || lane->kind == K_WAIT;
    if (lane->waits_for && (is_join || !lane->object))
        text_add(out, is_short ? _("waits: %s") : _("waits for %s to end"), holder);
    else if (lane->object && lane->waits_for)
        text_add(out, is_short ? _("waits: %s (%s)") : _("waits for %s, held by %s"), object,
                 holder);
    else if (lane->object)
        text_add(out, is_short ? _("waits: %s") : _("waits for %s"), object);
    else if (lane->kind == K_WAIT)
        text_put(out, is_short ? _("waits: a child") : _("waits for a child to end"));
    else
        text_put(out, _("waits"));
}

/* A value that the lane has read and not yet written back. What it does to it happens inside the
 * processor and is no step, so this is what there is to see of the addition in `counter++`. True:
 * all has been said, the write too. */
static bool put_held(const struct view *view, const struct event *write, struct text *out,
                     bool is_short)
{
    int64_t held;
    if (!model_holds(view->model, write, &held))
        return false;
    uint32_t object = (uint32_t)write->object, loser = model_overwrites(view->model, write);
    struct text value = {0};
    narrate_value(&value, view->trace, object, held);
    if (is_short && loser)
        text_add(out, _("has read %s; next: undoes %s's write"), text_get(&value),
                 lane_name(view->trace, loser));
    else if (loser)
        text_add(out, _("has read %s = %s; next: writes it and undoes what %s wrote"),
                 object_name(view->trace, object), text_get(&value), lane_name(view->trace, loser));
    else if (is_short)
        text_add(out, _("has read %s; "), text_get(&value));
    else
        text_add(out, _("has read %s = %s; "), object_name(view->trace, object), text_get(&value));
    text_release(&value);
    return loser;
}

/* It goes on with what it has read: only where a moment is looked at, for it goes by in no time. */
static bool put_read(const struct view *view, uint32_t number, struct text *out, bool is_short)
{
    const struct model_lane *lane = model_lane(view->model, number);
    if (view->stage == VIEW_RUNNING || lane->kind != K_MEM_READ)
        return false;
    const struct event *read = trace_event(view->trace, lane->last);
    const struct event write = {.kind = K_MEM_WRITE, .lane = number, .object = read->object};
    int64_t held;
    if (!model_holds(view->model, &write, &held))
        return false;
    struct text value = {0};
    narrate_value(&value, view->trace, (uint32_t)read->object, held);
    if (is_short)
        text_add(out, _("has read %s"), text_get(&value));
    else
        text_add(out, _("has read %s = %s"), object_name(view->trace, (uint32_t)read->object),
                 text_get(&value));
    text_release(&value);
    return true;
}

/* Without what explains it, from a colon or a bracket on. */
static void cut_explanation(struct text *words, size_t from)
{
    const char *at = text_get(words) + (from < words->size ? from : words->size);
    static const char *const marks[] = {": ", "：", " (", "（"};
    const char *end = NULL;
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        const char *found = strstr(at, marks[i]);
        end = found && (!end || found < end) ? found : end;
    }
    if (!end)
        return;
    words->size = (size_t)(end - words->data);
    words->data[words->size] = '\0';
}

/* "next: locks lock", in a row that begins with the lane's name. */
static void put_next(const struct view *view, const struct model_lane *lane, struct text *out,
                     bool is_short)
{
    const struct event *event = trace_event(view->trace, lane->last);
    if (put_held(view, event, out, is_short))
        return;
    if (is_short && event->kind == K_COND_WAIT) {
        text_add(out, _("next: unlocks, sleeps on %s"), object_name(view->trace, lane->object));
        return;
    }
    struct text words = {0};
    narrate(&words, view->trace, view->model, lane->last);
    const char *name = lane_name(view->trace, event->lane);
    size_t before = strlen(_("next: %s")) - strlen("%s");
    if (is_short)
        cut_explanation(&words, before);
    const char *at = words.size > 0 ? strstr(text_get(&words), name) : NULL;
    /* Only where the sentence begins with it; a name inside it is needed there. */
    if (at && at == text_get(&words) + before && at[strlen(name)] == ' ') {
        text_put_bytes(out, text_get(&words), (size_t)(at - text_get(&words)));
        text_put(out, at + strlen(name) + 1);
    } else {
        text_put(out, text_get(&words));
    }
    text_release(&words);
}

/* In short without the words for the signal. */
static void put_ended(int status, struct text *out, bool is_short)
{
    if (!is_short || !WIFSIGNALED(status)) {
        narrate_status(out, status);
        return;
    }
    struct text name = {0};
    narrate_signal(&name, WTERMSIG(status));
    text_add(out, _("killed: %s"), text_get(&name));
    text_release(&name);
}

static void describe(const struct view *view, uint32_t number, struct text *out, bool is_short)
{
    const struct model_lane *lane = model_lane(view->model, number);
    switch (lane->state) {
    case LANE_UNBORN:
        text_put(out, _("not yet started"));
        return;
    case LANE_RUNNING:
        if (!put_read(view, number, out, is_short))
            text_put(out, _("running"));
        return;
    case LANE_READY:
        text_put(out, is_short ? _("ready") : _("ready, has no core"));
        return;
    case LANE_BLOCKED:
        put_waiting(view, number, out, is_short);
        return;
    case LANE_SLEEPING:
        text_put(out, _("sleeps"));
        return;
    case LANE_AT_GATE:
        put_next(view, lane, out, is_short);
        if (out->size == 0)
            text_put(out, is_short ? _("stopped") : _("stopped before a step"));
        return;
    case LANE_ENDED:
        if (lane->status != 0 && trace_lane(view->trace, number)->is_process)
            put_ended(lane->status, out, is_short);
        else
            text_put(out, _("ended"));
        return;
    }
}

static const char *const signs_utf8[SLICE_KINDS] = {" ", " ", "▇", "░", "─", "┄"};
static const char *const signs_ascii[SLICE_KINDS] = {" ", " ", "#", ":", "-", "."};

static unsigned slice_style(enum slice slice, enum style own)
{
    return slice == SLICE_RUNNING   ? own
           : slice == SLICE_BLOCKED ? STYLE_BLOCKED
           : slice == SLICE_READY   ? STYLE_DIM
                                    : STYLE_WARN;
}

static void put_bar(const struct timeline *timeline, struct canvas *canvas, struct box box, int x,
                    int y, uint32_t lane, enum style own)
{
    const char *const *signs = canvas->is_ascii ? signs_ascii : signs_utf8;
    if (lane >= timeline->lanes)
        return;
    for (int c = 0; c < timeline->columns; c++) {
        enum slice slice =
            (enum slice)timeline->slices[lane * (size_t)timeline->columns + (size_t)c];
        if (slice >= SLICE_KINDS)
            slice = SLICE_UNKNOWN;
        canvas_put(canvas, box, x + c, y, slice_style(slice, own), signs[slice]);
    }
}

struct columns {
    int name, state, cpu, bar;
};

/* Of the lanes that stand before a step, or wait: what they are about to do, and for what. `room`
 * is all that there is. */
static int widest_needed(const struct view *view, int room)
{
    int widest = 0;
    struct text words = {0};
    for (uint32_t i = 1; i < trace_lanes(view->trace) && i < 64; i++) {
        enum lane_state state = model_lane(view->model, i)->state;
        if (state != LANE_AT_GATE && state != LANE_BLOCKED && state != LANE_RUNNING)
            continue;
        text_clear(&words);
        describe(view, i, &words, state == LANE_BLOCKED);
        int width = text_width(text_get(&words));
        if (width > room) {
            text_clear(&words);
            describe(view, i, &words, true);
            width = text_width(text_get(&words));
        }
        widest = width > widest ? width : widest;
    }
    text_release(&words);
    return widest;
}

/* Where the tree is deeper, it is not shown deeper. */
static int indent_of(uint32_t depth)
{
    return depth < DEEPEST ? (int)depth : DEEPEST;
}

static struct columns share(const struct view *view, const struct lane_at *order, int width)
{
    struct columns columns = {.name = 4, .cpu = 4};
    for (uint32_t i = 1; i < trace_lanes(view->trace) && i < 64; i++) {
        int w = text_width(lane_name(view->trace, order[i - 1].lane)) + 2 +
                indent_of(order[i - 1].depth);
        columns.name = w > columns.name ? w : columns.name;
    }
    if (columns.name > NAME_MOST)
        columns.name = NAME_MOST;
    int rest = width - columns.name - columns.cpu;
    columns.state = rest * 45 / 100;
    columns.state = columns.state < 20 ? 20 : columns.state > 36 ? 36 : columns.state;
    int next =
        widest_needed(view, rest + columns.cpu - 1) + 1; /* matters more than what has been */
    if (next > columns.state)
        columns.state = next > rest ? rest : next;
    columns.bar = rest - columns.state - 1;
    if (columns.bar < LEAST_BAR) {
        columns.bar = 0;
        columns.state = rest;
    }
    if (columns.bar > TIMELINE_COLUMNS)
        columns.bar = TIMELINE_COLUMNS;
    return columns;
}

static void put_lane(const struct view *view, struct canvas *canvas, struct box box, int y,
                     struct lane_at at, const struct columns *columns,
                     const struct timeline *timeline)
{
    uint32_t lane = at.lane;
    const struct model_lane *state = model_lane(view->model, lane);
    enum style own = lane_style(view->trace, lane);
    bool is_selected = view->selected_lane == lane;
    unsigned name_style = state->state == LANE_UNBORN || state->state == LANE_ENDED
                              ? WITH(own, CELL_DIM)
                              : WITH(own, CELL_BOLD);
    canvas_put(canvas, box, 0, y, STYLE_KEY, is_selected ? sign(canvas, "▸", ">") : " ");
    int start = 1 + indent_of(at.depth);
    if (at.depth > 0)
        canvas_put(canvas, box, start - 1, y, STYLE_FRAME, sign(canvas, "└", "`"));
    canvas_put_cut(canvas, box, start, y, columns->name - start, name_style,
                   lane_name(view->trace, lane));
    struct text words = {0};
    describe(view, lane, &words, false);
    bool has_cpu = state->state == LANE_RUNNING && columns->cpu;
    int room = columns->state - 1 + (has_cpu || columns->bar > 0 ? 0 : columns->cpu);
    if (text_width(text_get(&words)) > room) {
        text_clear(&words);
        describe(view, lane, &words, true);
    }
    put_sentence(canvas, box, columns->name, y, room, state_style(state->state), view->trace,
                 text_get(&words));
    text_release(&words);
    int x = columns->name + columns->state;
    if (has_cpu) {
        char cpu[16];
        snprintf(cpu, sizeof(cpu), "c%u", state->cpu);
        canvas_put(canvas, box, x, y, STYLE_DIM, cpu);
    }
    if (columns->bar > 0)
        put_bar(timeline, canvas, box, x + columns->cpu, y, lane, own);
}

/* What the bar's signs mean and how much time it covers, on the rule above it. */
static void put_legend(const struct timeline *timeline, struct canvas *canvas, struct box box,
                       const struct columns *columns)
{
    struct text span = {0};
    int x = columns->name + columns->state + columns->cpu;
    if (columns->bar >= 44) {
        const char *const *signs = canvas->is_ascii ? signs_ascii : signs_utf8;
        const char *words[SLICE_KINDS] = {"", "", _("runs"), _("ready"), _("waits"), _("sleeps")};
        for (int s = SLICE_RUNNING; s < SLICE_KINDS; s++) {
            x = canvas_put(canvas, box, x, 0, STYLE_TEXT, " ");
            unsigned style =
                s == SLICE_RUNNING ? STYLE_TEXT : slice_style((enum slice)s, STYLE_LANE0);
            x = canvas_put(canvas, box, x, 0, style, signs[s]);
            x = canvas_put(canvas, box, x, 0, STYLE_DIM, words[s]);
        }
        canvas_put(canvas, box, x, 0, STYLE_TEXT, " ");
    }
    text_put(&span, _(" the last "));
    text_put_duration(&span, (int64_t)(timeline->to - timeline->from));
    text_put(&span, " ");
    int start = box.width - text_width(text_get(&span)) - 1;
    if (start > x)
        canvas_put(canvas, box, start, 0, STYLE_DIM, text_get(&span));
    text_release(&span);
}

static const char *title_of(const struct trace *trace)
{
    bool has_threads = false, has_children = false;
    for (size_t i = 1; trace && i < trace_lanes(trace); i++) {
        has_threads = has_threads || !trace_lane(trace, i)->is_process;
        has_children = has_children || (i > 1 && trace_lane(trace, i)->is_process);
    }
    return !has_children ? _("threads") : has_threads ? _("processes, threads") : _("processes");
}

void pane_lanes(const struct view *view, struct canvas *canvas, struct box box)
{
    canvas_rule(canvas, box, 0, STYLE_FRAME, title_of(view->trace));
    if (!view->trace || !view->model || box.height < 2 || box.width < 8)
        return;
    uint32_t lanes = (uint32_t)trace_lanes(view->trace);
    struct lane_at *order = lane_order(view->trace);
    struct columns columns = share(view, order, box.width);
    struct timeline timeline = {0};
    if (columns.bar > 0) {
        timeline_make(&timeline, view->trace, view->model, columns.bar);
        put_legend(&timeline, canvas, box, &columns);
    }
    int rows = box.height - 1, y = 1;
    bool has_room = (int)lanes - 1 <= rows;
    /* Where there is no room for all, those that are over have what the others leave. */
    int spare = has_room ? rows : rows - 1 - wanted_lanes(view, lanes);
    uint32_t shown = 0;
    for (uint32_t k = 0; k + 1 < lanes && y < box.height - !has_room; k++) {
        uint32_t i = order[k].lane;
        if (!is_wanted(view, i) && (!is_born(view, i) || spare-- <= 0))
            continue;
        put_lane(view, canvas, box, y++, order[k], &columns, &timeline);
        shown++;
    }
    if (!has_room) {
        char *more = xasprintf(_("and %u more"), lanes - 1 - shown);
        canvas_put_cut(canvas, box, 1, y, box.width - 1, STYLE_DIM, more);
        free(more);
    }
    timeline_release(&timeline);
    free(order);
}
