/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The Trace Event Format that Perfetto and Chrome's tracing page read: each process and thread a
 * track, each event an instant on it ("ph":"i"), and as slices ("X") the time that a thread spent
 * on a core, ready, waiting or asleep. Times are microseconds.
 */
#include <string.h>

#include "core/trace/kind.h"
#include "core/trace/narrate.h"
#include "export/export.h"

static void put_name(struct text *out, const char *key, struct text *name)
{
    text_add(out, "\"%s\":", key);
    text_put_json(out, text_get(name), name->size);
    text_release(name);
}

static void put_microseconds(struct text *out, const char *key, uint64_t ns)
{
    text_add(out, ",\"%s\":%llu.%03llu", key, (unsigned long long)(ns / 1000),
             (unsigned long long)(ns % 1000));
}

static void put_track(struct text *out, const struct trace *trace, size_t lane, const char *what)
{
    struct text name = {0};
    narrate_lane(&name, trace, (uint32_t)lane);
    text_add(out, "{\"ph\":\"M\",\"name\":\"%s\",\"pid\":%u,\"tid\":%u,\"args\":{", what,
             trace_lane(trace, lane)->pid, trace_lane(trace, lane)->tid);
    put_name(out, "name", &name);
    text_put(out, "}},\n");
}

static void chrome_begin(struct text *out, const struct trace *trace)
{
    text_put(out, "{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n");
    for (size_t lane = 1; lane < trace_lanes(trace); lane++) {
        if (trace_lane(trace, lane)->is_process)
            put_track(out, trace, lane, "process_name");
        put_track(out, trace, lane, "thread_name");
    }
}

static const char *state_word(enum lane_state state)
{
    switch (state) {
    case LANE_RUNNING:
        return "running";
    case LANE_READY:
        return "ready, no core";
    case LANE_SLEEPING:
        return "sleeps";
    case LANE_AT_GATE:
        return "stopped before a step";
    case LANE_BLOCKED:
        return "waits";
    case LANE_UNBORN:
    case LANE_ENDED:
        break;
    }
    return NULL;
}

/* What the lane does at this moment, in words. False: it does not live. */
static bool put_state(struct text *out, const struct model *model, uint32_t number)
{
    const struct model_lane *lane = model_lane(model, number);
    const char *word = lane ? state_word(lane->state) : NULL;
    if (!word)
        return false;
    if (lane->state == LANE_BLOCKED)
        model_explain(model, number, out);
    if (out->size == 0)
        text_put(out, word);
    return true;
}

static void put_slice(struct text *out, const struct lane *lane, struct text *name, uint64_t from,
                      uint64_t to)
{
    text_put_char(out, '{');
    put_name(out, "name", name);
    text_add(out, ",\"cat\":\"state\",\"ph\":\"X\",\"pid\":%u,\"tid\":%u", lane->pid, lane->tid);
    put_microseconds(out, "ts", from);
    put_microseconds(out, "dur", to - from);
    text_put(out, "},\n");
}

static void put_instant(struct text *out, const struct trace *trace, const struct model *before,
                        size_t i)
{
    const struct event *event = trace_event(trace, i);
    struct text sentence = {0}, place = {0};
    narrate(&sentence, trace, before, i);
    narrate_place(&place, trace, (uint32_t)event->where);
    text_put_char(out, '{');
    put_name(out, "name", &sentence);
    text_add(out, ",\"cat\":\"%s\",\"ph\":\"i\",\"s\":\"t\",\"pid\":%u,\"tid\":%u",
             event_word((enum event_kind)event->kind), event->pid, event->tid);
    put_microseconds(out, "ts", event->clock);
    text_put(out, ",\"args\":{");
    put_name(out, "where", &place);
    text_put(out, "}},\n");
}

/* A slice is known when its state ends: the model before the event and behind it tell. */
static void chrome_event(struct text *out, const struct trace *trace, struct model *model, size_t i)
{
    const struct event *event = trace_event(trace, i);
    if (event_is_narrated((enum event_kind)event->kind))
        put_instant(out, trace, model, i);
    if (event->lane == 0 || event->lane >= trace_lanes(trace))
        return;
    struct text state = {0};
    bool lives = put_state(&state, model, event->lane);
    uint64_t since = model_lane(model, event->lane)->since;
    model_seek(model, i + 1);
    const struct model_lane *now = model_lane(model, event->lane);
    if (lives && now && now->since > since)
        put_slice(out, trace_lane(trace, event->lane), &state, since, now->since);
    text_release(&state);
}

static void chrome_end(struct text *out, const struct trace *trace)
{
    (void)trace;
    text_put(out, "{\"ph\":\"M\",\"name\":\"trace_config\",\"pid\":0,\"tid\":0,\"args\":{}}\n]}\n");
}

const struct export_format export_chrome = {
    .name = "chrome", .begin = chrome_begin, .event = chrome_event, .end = chrome_end};
