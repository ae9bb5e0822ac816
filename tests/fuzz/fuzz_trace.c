/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a trace file: refused, or a trace in which everything can be looked at, at any
 * moment.
 */
#include <stddef.h>
#include <stdint.h>

#include "core/trace/model.h"
#include "core/trace/narrate.h"
#include "core/trace/trace.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void look_at(const struct trace *trace)
{
    struct model *model = model_new(trace);
    struct text text = {0};
    size_t count = trace_count(trace);
    for (size_t i = 0; i < count && i < 500; i++) {
        model_seek(model, i);
        event_json(&text, trace, model, i);
        text_clear(&text);
    }
    model_seek(model, count);
    uint32_t lanes[16];
    (void)model_cycle(model, lanes, 16);
    for (uint32_t i = 0; i < trace_lanes(trace) && i < 100; i++)
        model_explain(model, i, &text);
    for (size_t i = 0; i < model_variables(model) && i < 100; i++) {
        const struct model_variable *variable = model_variable(model, i);
        narrate_value(&text, trace, variable->object, variable->value);
    }
    model_seek(model, count / 2);
    text_release(&text);
    model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct err err;
    struct trace *trace = trace_parse(bytes, n, &err);
    if (trace)
        look_at(trace);
    trace_free(trace);
    return 0;
}
