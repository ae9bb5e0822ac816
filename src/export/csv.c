/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table (RFC 4180): a row for each event, with a heading.
 */
#include "core/trace/kind.h"
#include "core/trace/narrate.h"
#include "export/export.h"

/* Quoted as a whole, quotation marks doubled: commas and line ends may stand in it. */
static void put_field(struct text *out, struct text *field)
{
    text_put(out, ",\"");
    for (const char *at = text_get(field); *at; at++) {
        if (*at == '"')
            text_put_char(out, '"');
        text_put_char(out, *at);
    }
    text_put_char(out, '"');
    text_release(field);
}

static void csv_begin(struct text *out, const struct trace *trace)
{
    (void)trace;
    text_put(out, "ns,pid,tid,cpu,kind,lane,object,where,text\r\n");
}

static void csv_event(struct text *out, const struct trace *trace, struct model *model, size_t i)
{
    const struct event *event = trace_event(trace, i);
    struct text lane = {0}, object = {0}, place = {0}, sentence = {0};
    text_add(out, "%llu,%u,%u,%u,%s", (unsigned long long)event->clock, event->pid, event->tid,
             event->cpu, event_word((enum event_kind)event->kind));
    narrate_lane(&lane, trace, event->lane);
    narrate_event_object(&object, trace, model, i);
    narrate_place(&place, trace, (uint32_t)event->where);
    narrate(&sentence, trace, model, i);
    put_field(out, &lane);
    put_field(out, &object);
    put_field(out, &place);
    put_field(out, &sentence);
    text_put(out, "\r\n");
}

const struct export_format export_csv = {.name = "csv", .begin = csv_begin, .event = csv_event};
