/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Fills the sentences of event/kinds.h. A placeholder that has nothing to say makes its bracket go
 * away; outside brackets it says "?".
 */
#include "core/trace/narrate.h"
#include "core/trace/kind.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/symbols/value.h"
#include "core/trace/message.h"

/* Of text that a program printed or that names something, as much as a line can bear. */
enum { TEXT_COLUMNS = 60 };

static const char *const sentences[K_COUNT] = {
#define X(name, word, group, sentence) [K_##name] = sentence,
    EVENT_KINDS(X)
#undef X
};

bool event_is_narrated(enum event_kind kind)
{
    return kind < K_COUNT && *sentences[kind];
}

/* --- placeholders -------------------------------------------------------------------------- */

struct telling {
    const struct trace *trace;
    const struct model *before;
    const struct event *event;
    size_t number; /* of the event */
};

/* Whether that lane may be the thread that the handle is called after: each thread's handle is an
 * object of its own, though its address is that of others before and after it. */
static bool is_called(const struct trace *trace, const struct lane *lane, uint32_t name)
{
    return !name || strcmp(trace_text(trace, lane->name), trace_text(trace, name)) == 0;
}

/* The thread behind a handle: as the model knows it, or, before it has said a word, by its name. */
static uint32_t thread_of(const struct telling *telling)
{
    const struct event *event = telling->event;
    if (!event->object || event->object >= trace_objects(telling->trace))
        return 0;
    const struct object *handle = trace_object(telling->trace, (size_t)event->object);
    uint64_t address = handle->address;
    uint32_t lane = telling->before ? model_thread(telling->before, event->pid, address) : 0;
    for (size_t i = trace_lanes(telling->trace); !lane && address && i-- > 1;) {
        const struct lane *at = trace_lane(telling->trace, i);
        if (at->handle == address && at->pid == event->pid &&
            is_called(telling->trace, at, handle->name))
            lane = (uint32_t)i;
    }
    return lane;
}

static void put_event_object(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    bool is_handle = event_group((enum event_kind)event->kind) == GROUP_TASK;
    uint32_t lane = is_handle ? thread_of(telling) : 0;
    if (lane)
        narrate_lane(out, telling->trace, lane);
    else if (event->object == 0 && event_group((enum event_kind)event->kind) == GROUP_MEMORY)
        text_put(out, _("unnamed memory"));
    else
        narrate_object(out, telling->trace, (uint32_t)event->object);
}

static void put_owner(struct text *out, const struct telling *telling)
{
    const struct model_lock *lock =
        telling->before ? model_lock_of(telling->before, (uint32_t)telling->event->object) : NULL;
    if (!lock || !lock->owner)
        return;
    if (lock->owner == telling->event->lane && lock->depth == 1) {
        text_put(out, _("itself"));
        return;
    }
    narrate_lane(out, telling->trace, lock->owner);
    if (lock->is_shared && lock->depth > 1)
        text_add(out, ngettext(" and %u other", " and %u others", lock->depth - 1),
                 lock->depth - 1);
}

/* The lane of pid or tid a; a process if there is one. */
static uint32_t lane_of_number(const struct trace *trace, int64_t number)
{
    uint32_t thread = 0;
    for (size_t i = trace_lanes(trace); number > 0 && i-- > 1;) {
        const struct lane *lane = trace_lane(trace, i);
        if (lane->is_process && lane->pid == number)
            return (uint32_t)i;
        if (!thread && lane->tid == number)
            thread = (uint32_t)i;
    }
    return thread;
}

static void put_other(struct text *out, const struct telling *telling)
{
    int64_t number = telling->event->a;
    uint32_t lane = lane_of_number(telling->trace, number);
    bool is_kill = telling->event->kind == K_KILL;
    if (lane)
        narrate_lane(out, telling->trace, lane);
    else if (number > 0)
        text_add(out, _("process %lld"), (long long)number);
    else if (is_kill && number == 0)
        text_put(out, _("its process group"));
    else if (is_kill && number == -1)
        text_put(out, _("every process"));
    else if (is_kill)
        text_add(out, _("process group %lld"), -(long long)number);
}

static void put_value(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    if (!(event->flags & EVENT_VALUE) && event->kind != K_SAMPLE)
        return;
    size_t object = event->object < trace_objects(telling->trace) ? (size_t)event->object : 0;
    const char *type = trace_text(telling->trace, trace_object(telling->trace, object)->type);
    enum value_sort sort = value_sort(type);
    if (sort == VALUE_THREAD)
        narrate_value(out, telling->trace, (uint32_t)object, event->a);
    else
        value_put(out, value_extend(event->a, event->b, sort), event->b, sort);
}

static void put_event_text(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    const char *bytes = trace_text(telling->trace, event->text);
    size_t n = trace_text_size(telling->trace, event->text);
    bool is_ours = event->kind == K_NOTED || event->kind == K_FAILED;
    if (event->kind == K_PRINT && n == 0 && event->flags & EVENT_AT_GATE) {
        /* what, is told when it is done */
        text_add(out, ngettext("%lld byte", "%lld bytes", (unsigned long)event->b),
                 (long long)event->b);
        return;
    }
    if (!is_ours) {
        if (n || event->kind == K_PRINT)
            text_put_quoted(out, bytes, n, TEXT_COLUMNS);
        return;
    }
    narrate_clean(out, bytes, n);
}

static void put_error(struct text *out, const struct telling *telling)
{
    bool is_woken = telling->event->kind == K_COND_WOKEN; /* its a is the mutex */
    int64_t number = is_woken ? telling->event->b : telling->event->a;
    if (is_woken && number == ETIMEDOUT) /* which strerror takes for a connection's */
        text_put(out, _("its time was over"));
    else if (number > 0 && number < 4096)
        text_put(out, strerror((int)number));
}

static void put_event_signal(struct text *out, const struct telling *telling)
{
    int64_t b = telling->event->b;
    int number = b > 0 && b <= INT_MAX ? (int)b : 0;
    narrate_signal(out, number);
    if (narrate_knows_signal(number))
        text_add(out, _(" (%s)"), strsignal(number));
}

static void put_duration(struct text *out, const struct telling *telling)
{
    text_put_duration(out, telling->event->a);
}

static void put_event_status(struct text *out, const struct telling *telling)
{
    narrate_status(out, (int)telling->event->b);
}

static void put_event_lane(struct text *out, const struct telling *telling)
{
    narrate_lane(out, telling->trace, telling->event->lane);
}

/* Known just before the write, and for as long as the lane stands before it. */
static void put_loser(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    const struct model *before = telling->before;
    if (!before)
        return;
    size_t i = telling->number;
    const struct model_lane *lane = model_lane(before, event->lane);
    bool stands_there = lane->state == LANE_AT_GATE && lane->last == i;
    uint32_t loser =
        model_position(before) == i || stands_there ? model_overwrites(before, event) : 0;
    if (loser)
        narrate_lane(out, telling->trace, loser);
}

static void put_a(struct text *out, const struct telling *telling)
{
    text_add(out, "%lld", (long long)telling->event->a);
}

static void put_b(struct text *out, const struct telling *telling)
{
    text_add(out, "%lld", (long long)telling->event->b);
}

static void put_count(struct text *out, const struct telling *telling)
{
    text_put_count(out, telling->event->a);
}

/* --- placeholders: messages ---------------------------------------------------------------- */

static bool is_writing(const struct event *event)
{
    return event->kind == K_WRITE || event->kind == K_WRITE_WAIT;
}

/* The flow of descriptor a; of one that goes both ways, for reading. */
static uint32_t flow_of(const struct telling *telling)
{
    const struct event *event = telling->event;
    uint32_t flow = 0;
    if (telling->before && !is_writing(event))
        flow = model_flow_at(telling->before, event->pid, event->a, FLOW_READS);
    if (telling->before && !flow)
        flow = model_flow_at(telling->before, event->pid, event->a, FLOW_WRITES);
    return flow;
}

static void put_end(struct text *out, const struct telling *telling)
{
    struct text name = {0};
    if (flow_of(telling))
        model_flow_name(telling->before, flow_of(telling), &name);
    if (name.size)
        text_add(out, _("%s (descriptor %lld)"), text_get(&name), (long long)telling->event->a);
    else
        text_add(out, _("descriptor %lld"), (long long)telling->event->a);
    text_release(&name);
}

static void put_side(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    uint32_t flow = flow_of(telling);
    if (!flow || model_flow(telling->before, flow)->is_socket)
        return;
    bool reads = model_flow_at(telling->before, event->pid, event->a, FLOW_READS) != 0;
    text_put(out, reads ? _("the end to read from") : _("the end to write to"));
}

static void put_bytes(struct text *out, const struct telling *telling)
{
    long long n = telling->event->b;
    if (n == 0 && is_writing(telling->event))
        text_put(out, _("some bytes"));
    else
        text_add(out, ngettext("%lld byte", "%lld bytes", (unsigned long)n), n);
}

static void put_sender(struct text *out, const struct telling *telling)
{
    enum { NAMED = 4 };
    uint32_t lanes[NAMED];
    size_t n = telling->before ? model_senders(telling->before, telling->event, lanes, NAMED) : 0;
    for (size_t i = 0; i < n; i++) {
        text_put(out, i ? ", " : "");
        narrate_lane(out, telling->trace, lanes[i]);
    }
}

static void put_end_of_file(struct text *out, const struct telling *telling)
{
    uint32_t flow = flow_of(telling);
    if (telling->event->b != 0)
        return;
    bool is_closed = flow && !model_flow_is_open(telling->before, flow, FLOW_WRITES);
    text_put(out,
             is_closed ? _("end of file, for nobody can write to it any more") : _("end of file"));
}

static void put_unread(struct text *out, const struct telling *telling)
{
    uint32_t flow = flow_of(telling);
    if (flow && !model_flow_is_open(telling->before, flow, FLOW_READS))
        text_put(out, _("from which nobody can read any more"));
}

static void put_broken(struct text *out, const struct telling *telling)
{
    const struct event *event = telling->event;
    int status = (int)event->b;
    bool is_it = event->kind == K_FAILED ? event->a == EPIPE
                                         : WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE;
    uint32_t lane =
        event->kind == K_WAITED ? lane_of_number(telling->trace, event->a) : event->lane;
    if (telling->before && is_it)
        model_flow_name(telling->before, model_broken_flow(telling->before, lane), out);
}

static const struct {
    const char *name;
    void (*put)(struct text *out, const struct telling *telling);
} placeholders[] = {
    {"lane", put_event_lane},
    {"loser", put_loser},
    {"object", put_event_object},
    {"owner", put_owner},
    {"other", put_other},
    {"a", put_a},
    {"b", put_b},
    {"value", put_value},
    {"text", put_event_text},
    {"error", put_error},
    {"count", put_count},
    {"signal", put_event_signal},
    {"duration", put_duration},
    {"status", put_event_status},
    {"end", put_end},
    {"side", put_side},
    {"bytes", put_bytes},
    {"sender", put_sender},
    {"end of file", put_end_of_file},
    {"unread", put_unread},
    {"broken", put_broken},
};

/* Adds what `name` (n bytes) stands for; false when that is nothing. */
static bool put_placeholder(struct text *out, const struct telling *telling, const char *name,
                            size_t n)
{
    size_t before = out->size;
    for (size_t i = 0; i < sizeof(placeholders) / sizeof(*placeholders); i++)
        if (strlen(placeholders[i].name) == n && !memcmp(placeholders[i].name, name, n))
            placeholders[i].put(out, telling);
    return out->size > before;
}

void narrate_event_object(struct text *out, const struct trace *trace, const struct model *before,
                          size_t i)
{
    struct telling telling = {
        .trace = trace, .before = before, .event = trace_event(trace, i), .number = i};
    put_event_object(out, &telling);
}

/* A translation is data from outside: a brace or bracket without its partner is just a character.
 */
static void fill(struct text *out, const struct telling *telling, const char *sentence)
{
    size_t optional = 0; /* size of `out` at the open bracket */
    bool is_inside = false, is_empty = false;
    for (const char *at = sentence; *at; at++) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        if (end) {
            bool is_known = put_placeholder(out, telling, at + 1, (size_t)(end - at - 1));
            if (!is_known && is_inside)
                is_empty = true;
            else if (!is_known)
                text_put(out, "?");
            at = end;
        } else if (*at == '[' && !is_inside && strchr(at, ']')) {
            is_inside = true;
            is_empty = false;
            optional = out->size;
        } else if (*at == ']' && is_inside) {
            is_inside = false;
            if (is_empty) {
                out->size = optional;
                out->data[optional] = '\0';
            }
        } else {
            text_put_char(out, *at);
        }
    }
}

/* What comes next is not said as if it had been done. */
static enum event_kind sentence_kind(const struct event *event)
{
    bool is_next = event->flags & EVENT_AT_GATE;
    if (is_next && event->kind == K_READ)
        return K_READ_WAIT;
    if (is_next && event->kind == K_WRITE)
        return K_WRITE_WAIT;
    return (enum event_kind)event->kind;
}

void narrate(struct text *out, const struct trace *trace, const struct model *before, size_t i)
{
    const struct event *event = trace_event(trace, i);
    if (!event_is_narrated((enum event_kind)event->kind))
        return;
    struct telling telling = {.trace = trace, .before = before, .event = event, .number = i};
    const char *sentence = _(sentences[sentence_kind(event)]);
    if (!(event->flags & EVENT_AT_GATE)) {
        fill(out, &telling, sentence);
        return;
    }
    struct text step = {0};
    fill(&step, &telling, sentence);
    text_add(out, _("next: %s"), text_get(&step));
    text_release(&step);
}
