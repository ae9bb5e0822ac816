/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The objects that `run --json` prints, one a line.
 */
#include "core/trace/narrate.h"
#include "export/export.h"

static void json_event(struct text *out, const struct trace *trace, struct model *model, size_t i)
{
    event_json(out, trace, model, i);
    text_put_char(out, '\n');
}

const struct export_format export_json = {.name = "json", .event = json_event};
