/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event as one JSON object, for programs: the fields that the command line promises, always all
 * of them, and then what this kind of event has besides.
 */
#include <math.h>
#include <string.h>

#include "core/symbols/value.h"
#include "core/trace/kind.h"
#include "core/trace/message.h"
#include "core/trace/narrate.h"

static void put_string(struct text *out, const char *key, const struct text *value)
{
    text_add(out, ",\"%s\":", key);
    text_put_json(out, text_get(value), value->size);
}

static void put_number(struct text *out, const char *key, int64_t value)
{
    text_add(out, ",\"%s\":%lld", key, (long long)value);
}

static void put_lane(struct text *out, const char *key, const struct trace *trace, uint32_t lane)
{
    struct text name = {0};
    narrate_lane(&name, trace, lane);
    put_string(out, key, &name);
    text_release(&name);
}

/* Only what is a number in JSON; no infinity, no NaN, no address. */
static void put_value(struct text *out, const struct trace *trace, const struct event *event)
{
    bool is_known = event->flags & EVENT_VALUE || event->kind == K_SAMPLE;
    if (!is_known || event->object >= trace_objects(trace))
        return;
    const struct object *object = trace_object(trace, (size_t)event->object);
    enum value_sort sort = value_sort(trace_text(trace, object->type));
    int64_t value = value_extend(event->a, event->b, sort);
    if (sort == VALUE_FLOAT) {
        double number = value_float(value, event->b);
        if (isfinite(number))
            text_add(out, ",\"value\":%.17g", number);
    } else if (sort == VALUE_UNSIGNED || sort == VALUE_POINTER || sort == VALUE_THREAD) {
        text_add(out, ",\"value\":%llu", (unsigned long long)value);
    } else {
        put_number(out, "value", value);
    }
}

static void put_data(struct text *out, const struct trace *trace, const struct event *event)
{
    text_put(out, ",\"data\":");
    text_put_json(out, trace_text(trace, event->text), trace_text_size(trace, event->text));
}

static void put_owner(struct text *out, const struct trace *trace, const struct model *before,
                      const struct event *event)
{
    const struct model_lock *lock = before ? model_lock_of(before, (uint32_t)event->object) : NULL;
    if (lock && lock->owner)
        put_lane(out, "owner", trace, lock->owner);
}

static void put_channel(struct text *out, const struct trace *trace, const struct model *before,
                        const struct event *event)
{
    enum { NAMED = 16 };
    uint32_t lanes[NAMED];
    bool writes = event->kind == K_WRITE || event->kind == K_WRITE_WAIT;
    uint32_t flow = 0;
    if (before && !writes)
        flow = model_flow_at(before, event->pid, event->a, FLOW_READS);
    if (before && !flow)
        flow = model_flow_at(before, event->pid, event->a, FLOW_WRITES);
    if (!flow)
        return;
    const struct model_flow *shown = model_flow(before, flow);
    text_add(out, ",\"channel\":\"%s %u\"", shown->is_socket ? "socketpair" : "pipe",
             shown->number);
    if (event->kind != K_READ)
        return;
    size_t n = model_senders(before, event, lanes, NAMED);
    text_put(out, ",\"from\":[");
    for (size_t i = 0; i < n; i++) {
        struct text name = {0};
        narrate_lane(&name, trace, lanes[i]);
        text_put(out, i ? "," : "");
        text_put_json(out, text_get(&name), name.size);
        text_release(&name);
    }
    text_put(out, "]");
}

static void put_task(struct text *out, const struct event *event)
{
    switch ((enum event_kind)event->kind) {
    case K_FORK_PARENT:
    case K_SPAWN:
    case K_WAIT:
        put_number(out, "child_pid", event->a);
        break;
    case K_PROCESS_START:
    case K_FORK_CHILD:
        put_number(out, "parent_pid", event->a);
        break;
    case K_THREAD_START:
        put_number(out, "parent_tid", event->a);
        break;
    case K_WAITED:
        put_number(out, "child_pid", event->a);
        put_number(out, "wait_status", event->b);
        break;
    case K_ENDED:
        put_number(out, "wait_status", event->b);
        break;
    case K_PROCESS_EXIT:
        put_number(out, "status", event->a);
        break;
    default:
        break;
    }
}

/* What this event has besides the fields that all have. */
static void put_details(struct text *out, const struct trace *trace, const struct model *before,
                        const struct event *event)
{
    enum event_kind kind = (enum event_kind)event->kind;
    switch (event_group(kind)) {
    case GROUP_TASK:
        put_task(out, event);
        break;
    case GROUP_SIGNAL:
        if (kind == K_KILL)
            put_number(out, "target_pid", event->a);
        if (kind == K_SIGNAL_ALARM)
            put_number(out, "seconds", event->a);
        else if (kind != K_ASSERT && kind != K_SIGNAL_MASK && kind != K_SIGNAL_WAIT)
            put_number(out, "signal", event->b);
        break;
    case GROUP_LOCK:
        put_owner(out, trace, before, event);
        break;
    case GROUP_WAIT:
        if (kind == K_SLEEP)
            put_number(out, "duration_ns", event->a);
        if (kind == K_BARRIER_INIT || kind == K_SEM_INIT)
            put_number(out, "value", event->a);
        if (kind == K_COND_WOKEN)
            put_number(out, "errno", event->b);
        break;
    case GROUP_MESSAGE:
        if (kind == K_PIPE || kind == K_SOCKETPAIR || kind == K_DUP) {
            text_add(out, ",\"descriptors\":[%lld,%lld]", (long long)event->a, (long long)event->b);
            break;
        }
        put_number(out, "descriptor", kind == K_ACCEPT ? event->b : event->a);
        if (kind == K_READ || kind == K_WRITE)
            put_number(out, "bytes", event->b);
        put_channel(out, trace, before, event);
        break;
    case GROUP_PRINT:
        if (kind == K_PRINT)
            put_number(out, "descriptor", event->a);
        put_number(out, "bytes",
                   kind == K_PRINT && event->b ? event->b
                                               : (int64_t)trace_text_size(trace, event->text));
        break;
    case GROUP_MEMORY:
    case GROUP_SAMPLE:
        put_value(out, trace, event);
        put_number(out, "size", event->b);
        break;
    case GROUP_KERNEL:
        if (kind == K_SWITCH_OUT)
            text_add(out, ",\"preempted\":%s", event->a == 1 ? "true" : "false");
        break;
    case GROUP_NOTE:
        if (kind == K_LOST)
            put_number(out, "count", event->a);
        if (kind == K_FAILED)
            put_number(out, "errno", event->a);
        break;
    }
    if (event->text)
        put_data(out, trace, event);
    if (event->flags & EVENT_AT_ONCE)
        text_put(out, ",\"at_once\":true");
    if (event->flags & EVENT_AT_GATE)
        text_put(out, ",\"at_gate\":true");
}

void event_json(struct text *out, const struct trace *trace, const struct model *before, size_t i)
{
    const struct event *event = trace_event(trace, i);
    struct text piece = {0};
    text_add(out, "{\"ns\":%llu,\"pid\":%u,\"tid\":%u", (unsigned long long)event->clock,
             event->pid, event->tid);
    put_lane(out, "lane", trace, event->lane);
    text_add(out, ",\"cpu\":%u,\"kind\":\"%s\"", event->cpu,
             event_word((enum event_kind)event->kind));
    narrate_event_object(&piece, trace, before, i);
    put_string(out, "object", &piece);
    text_clear(&piece);
    narrate_place(&piece, trace, (uint32_t)event->where);
    put_string(out, "where", &piece);
    text_clear(&piece);
    narrate(&piece, trace, before, i);
    put_string(out, "text", &piece);
    text_release(&piece);
    put_details(out, trace, before, event);
    text_put_char(out, '}');
}
