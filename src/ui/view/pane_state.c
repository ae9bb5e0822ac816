/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the lanes share: watched variables beside what they should be, then locks with owner and
 * waiters, then the other variables.
 */
#include <stdlib.h>
#include <string.h>

#include "core/symbols/value.h"
#include "core/trace/message.h"
#include "core/trace/narrate.h"
#include "ui/view/pane.h"

enum { NAME_MOST = 18, ADDRESS_MOST = 24, LISTED_WAITERS = 4, ROWS_MOST = 200, CIRCLE_MOST = 16 };

/* A variable of the program, not just memory that was looked at: its name is one of C. */
static bool has_own_name(const struct view *view, const struct model_variable *variable)
{
    return !strchr(object_name(view->trace, variable->object), ' ');
}

int pane_state_rows(const struct view *view)
{
    if (!view->trace || !view->model)
        return 0;
    size_t rows = model_locks(view->model) + model_flows(view->model),
           variables = model_variables(view->model);
    bool has_others = false;
    for (size_t i = 0; i < variables && rows < ROWS_MOST; i++)
        if (has_own_name(view, model_variable(view->model, i)))
            rows++;
        else
            has_others = true; /* one row says how many */
    uint32_t circle[CIRCLE_MOST];
    rows += model_cycle(view->model, circle, CIRCLE_MOST) > 0;
    return rows + has_others > 0 ? (int)rows + has_others + 1 : 0;
}

/* What the variable should be, if that is known. */
static const int64_t *should_of(const struct view *view, const char *name)
{
    const struct act_result *result = view->result;
    bool is_it = result && result->has_should && result->watch && strcmp(result->watch, name) == 0;
    return is_it ? &result->should : NULL;
}

/* A bar of what there is against what should be; the rest of a row. */
static void put_goal(struct canvas *canvas, struct box box, int x, int y, int64_t value,
                     int64_t should)
{
    struct text goal = {0};
    text_put(&goal, should != 0 ? _(" of ") : _(", should be "));
    text_put_count(&goal, should);
    int room = box.width - x - text_width(text_get(&goal)) - 2;
    double share = should > 0 ? (double)value / (double)should : 0;
    if (room >= 8 && should != 0)
        x = canvas_bar(canvas, box, x + 1, y, room > 40 ? 40 : room, STYLE_BAR, share);
    unsigned style = value == should ? STYLE_GOOD : STYLE_DIM;
    if (text_width(text_get(&goal)) <= box.width - x) /* half a number is another number */
        canvas_put(canvas, box, x, y, style, text_get(&goal));
    text_release(&goal);
}

/* Numbers have their digits in groups here; an address, a claim and a fraction are as in the story.
 */
static void put_value(struct text *out, const struct trace *trace,
                      const struct model_variable *variable)
{
    uint32_t id = variable->object < trace_objects(trace) ? variable->object : 0;
    enum value_sort sort = value_sort(trace_text(trace, trace_object(trace, id)->type));
    if (sort == VALUE_SIGNED || sort == VALUE_UNSIGNED)
        text_put_count(out, variable->value);
    else
        narrate_value(out, trace, id, variable->value);
}

static void put_accesses(struct text *out, const struct model_variable *variable)
{
    unsigned long long reads = variable->reads, writes = variable->writes;
    text_add(out, ngettext("%llu read", "%llu reads", (unsigned long)reads), reads);
    text_add(out, ngettext(", %llu write", ", %llu writes", (unsigned long)writes), writes);
}

static void put_variable(const struct view *view, struct canvas *canvas, struct box box, int y,
                         const struct model_variable *variable, int name_width)
{
    const char *name = object_name(view->trace, variable->object);
    const int64_t *should = should_of(view, name);
    struct text words = {0};
    canvas_put_cut(canvas, box, 1, y, name_width, STYLE_TITLE, name);
    text_put(&words, "= ");
    if (variable->is_known)
        put_value(&words, view->trace, variable);
    else
        text_put(&words, "?");
    int x =
        canvas_put(canvas, box, name_width + 2, y, WITH(STYLE_TEXT, CELL_BOLD), text_get(&words));
    text_clear(&words);
    if (should && variable->is_known) {
        put_goal(canvas, box, x, y, variable->value, *should);
    } else if (variable->writes + variable->reads > 0) {
        const char *writer = variable->writer ? lane_name(view->trace, variable->writer) : NULL;
        if (writer)
            text_add(&words, _("  written by %s; "), writer);
        else
            text_put(&words, "  ");
        put_accesses(&words, variable);
        if (writer && text_width(text_get(&words)) > box.width - x) {
            text_clear(&words);
            text_add(&words, _("  written by %s"), writer);
        }
        put_sentence(canvas, box, x, y, box.width - x, STYLE_DIM, view->trace, text_get(&words));
    }
    text_release(&words);
}

static void describe_lock(const struct view *view, const struct model_lock *lock, struct text *out)
{
    const struct trace *trace = view->trace;
    const char *type = trace_text(trace, trace_object(trace, lock->object)->type);
    bool counts = lock->value != 0 || strncmp(type, "sem_t", 5) == 0;
    if (lock->group == GROUP_WAIT && counts)
        text_add(out, _("at %lld"), (long long)lock->value);
    else if (lock->group == GROUP_WAIT)
        text_put(out, lock->waiter_count > 0 ? "" : _("nobody waits"));
    else if (lock->owner && lock->depth > 1)
        text_add(out, _("held by %s, %u times"), lane_name(trace, lock->owner), lock->depth);
    else if (lock->owner)
        text_add(out, _("held by %s"), lane_name(trace, lock->owner));
    else
        text_put(out, _("not held"));
    if (lock->waiter_count > 0) {
        text_put(out, out->size > 0 ? _("; waiting:") : _("waiting:"));
        for (uint32_t i = 0; i < lock->waiter_count && i < LISTED_WAITERS; i++)
            text_add(out, " %s", lane_name(trace, lock->waiters[i]));
        if (lock->waiter_count > LISTED_WAITERS)
            text_add(out, " +%u", lock->waiter_count - LISTED_WAITERS);
    }
}

static void put_acquisitions(struct text *out, const struct model_lock *lock)
{
    struct text all = {0}, waited = {0};
    text_put_count(&all, (int64_t)lock->acquisitions);
    text_put_count(&waited, (int64_t)lock->contended);
    text_add(out,
             ngettext("  %s time, %s after waiting", "  %s times, %s after waiting",
                      (unsigned long)lock->acquisitions),
             text_get(&all), text_get(&waited));
    text_release(&all);
    text_release(&waited);
}

static void put_lock(const struct view *view, struct canvas *canvas, struct box box, int y,
                     const struct model_lock *lock, int name_width)
{
    struct text words = {0};
    canvas_put_cut(canvas, box, 1, y, name_width, STYLE_TITLE,
                   object_name(view->trace, lock->object));
    describe_lock(view, lock, &words);
    int x = put_sentence(canvas, box, name_width + 2, y, box.width - name_width - 2,
                         lock->owner ? STYLE_TEXT : STYLE_DIM, view->trace, text_get(&words));
    text_clear(&words);
    if (lock->acquisitions > 0) {
        put_acquisitions(&words, lock);
        if (x + text_width(text_get(&words)) <= box.width)
            canvas_put(canvas, box, x, y, STYLE_DIM, text_get(&words));
    }
    text_release(&words);
}

static int widest_name(const struct view *view)
{
    int widest = 4;
    size_t locks = model_locks(view->model), variables = model_variables(view->model);
    for (size_t i = 0; i < locks + variables && i < ROWS_MOST; i++) {
        uint32_t object = i < locks ? model_lock(view->model, i)->object
                                    : model_variable(view->model, i - locks)->object;
        if (i >= locks && !has_own_name(view, model_variable(view->model, i - locks)))
            continue;
        int w = text_width(object_name(view->trace, object));
        widest = w > widest ? w : widest;
    }
    for (uint32_t flow = 1; flow <= model_flows(view->model) && flow < ROWS_MOST; flow++) {
        struct text name = {0};
        model_flow_name(view->model, flow, &name);
        int w = text_width(text_get(&name));
        widest = w > widest ? w : widest;
        text_release(&name);
    }
    /* Where nothing has a name, there is room for addresses. */
    for (size_t i = 0; widest == 4 && locks == 0 && i < variables && i < ROWS_MOST; i++)
        if (!has_own_name(view, model_variable(view->model, i)))
            return ADDRESS_MOST;
    return widest > NAME_MOST ? NAME_MOST : widest;
}

/* Who waits in a circle, as a graph on one row: " T1 -b> T2 -a> T1". False: nobody does. */
static bool draw_circle(const struct view *view, const struct canvas *canvas, struct text *words)
{
    uint32_t lanes[CIRCLE_MOST];
    size_t count = model_cycle(view->model, lanes, CIRCLE_MOST);
    for (size_t i = 0; i < count; i++) {
        const char *line = sign(canvas, "─", "-");
        text_add(words, " %s %s%s", lane_name(view->trace, lanes[i]), line,
                 object_name(view->trace, model_lane(view->model, lanes[i])->object));
        text_put(words, sign(canvas, "▶", ">"));
    }
    if (count > 0)
        text_add(words, " %s", count < CIRCLE_MOST ? lane_name(view->trace, lanes[0]) : "...");
    return count > 0;
}

int pane_state_columns(const struct view *view)
{
    const struct canvas plain = {.is_ascii = true};
    struct text words = {0};
    int columns = 0;
    if (view->trace && view->model && draw_circle(view, &plain, &words))
        columns = 1 + text_width(_("circle")) + text_width(text_get(&words)) + 1;
    text_release(&words);
    return columns;
}

static int put_circle(const struct view *view, struct canvas *canvas, struct box box, int y)
{
    struct text words = {0};
    if (y >= box.height || !draw_circle(view, canvas, &words)) {
        text_release(&words);
        return y;
    }
    int x = canvas_put(canvas, box, 1, y, WITH(STYLE_BAD, CELL_BOLD), _("circle"));
    put_sentence(canvas, box, x, y, box.width - x, STYLE_BAD, view->trace, text_get(&words));
    text_release(&words);
    return y + 1;
}

void pane_state(const struct view *view, struct canvas *canvas, struct box box)
{
    canvas_rule(canvas, box, 0, STYLE_FRAME, _("shared"));
    if (!view->trace || !view->model)
        return;
    size_t locks = model_locks(view->model), variables = model_variables(view->model);
    int rows = box.height - 1, y = 1, width = widest_name(view);
    size_t left = locks + variables + model_flows(view->model);
    bool has_room = left <= (size_t)(rows > 0 ? rows : 0);
    int bottom = box.height - !has_room;
    if (left == 0)
        canvas_put_cut(canvas, box, 1, 1, box.width - 1, STYLE_DIM,
                       view->stage == VIEW_RUNNING || !view->is_live ? _("nothing yet")
                                                                     : _("nothing"));
    y = put_circle(view, canvas, box, y);
    enum { GOALS, LOCKS, NAMED, OTHERS, PASSES };
    for (int pass = GOALS; pass < PASSES; pass++) {
        size_t count = pass == LOCKS ? locks : variables;
        for (uint32_t flow = 1; pass == NAMED && flow <= model_flows(view->model) && y < bottom;
             flow++, left--)
            pane_pipe(view, canvas, box, y++, flow, width);
        for (size_t i = 0; i < count && y < bottom; i++) {
            if (pass == LOCKS) {
                put_lock(view, canvas, box, y++, model_lock(view->model, i), width);
                left--;
                continue;
            }
            const struct model_variable *variable = model_variable(view->model, i);
            int own = should_of(view, object_name(view->trace, variable->object)) ? GOALS
                      : has_own_name(view, variable)                              ? NAMED
                                                                                  : OTHERS;
            if (own != pass)
                continue;
            put_variable(view, canvas, box, y++, variable, width);
            left--;
        }
    }
    if (!has_room && rows > 0) {
        char *more = xasprintf(_("and %zu more"), left);
        canvas_put_cut(canvas, box, 1, y, box.width - 1, STYLE_DIM, more);
        free(more);
    }
}
