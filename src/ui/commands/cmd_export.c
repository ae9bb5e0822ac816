/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>

#include "export/export.h"
#include "ui/line/command.h"

enum { WRITE_AT_ONCE = 1 << 16 };

static int unknown_format(struct tutor *tutor, const char *name)
{
    struct text known = {0};
    struct err err;
    for (size_t i = 0; i < export_format_count; i++)
        text_add(&known, "%s%s", i ? ", " : "", export_formats[i]->name);
    if (name)
        err_set(&err, STATUS_USAGE, _("there is no format '%s'; there are: %s"), name,
                text_get(&known));
    else
        err_set(&err, STATUS_USAGE, _("export needs --to FORMAT: %s"), text_get(&known));
    text_release(&known);
    return tutor_fail(tutor, &err);
}

/* Writes out what has gathered. False: nobody takes it. */
static bool pour(struct text *out, size_t least)
{
    if (out->size <= least)
        return true;
    bool is_taken = fwrite(text_get(out), 1, out->size, stdout) == out->size;
    text_clear(out);
    return is_taken;
}

static int export_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    const struct export_format *format =
        tutor->options.export_to ? export_find(tutor->options.export_to) : NULL;
    if (!format)
        return unknown_format(tutor, tutor->options.export_to);
    struct trace *trace = trace_load(argv[1], &err);
    if (!trace) {
        err.status = STATUS_USAGE;
        return tutor_fail(tutor, &err);
    }
    struct model *model = model_new(trace);
    struct text out = {0};
    bool is_taken = true;
    if (format->begin)
        format->begin(&out, trace);
    for (size_t i = 0; i < trace_count(trace) && is_taken; i++) {
        model_seek(model, i);
        format->event(&out, trace, model, i);
        is_taken = pour(&out, WRITE_AT_ONCE);
    }
    if (format->end && is_taken)
        format->end(&out, trace);
    if (is_taken)
        pour(&out, 0);
    text_release(&out);
    model_free(model);
    trace_free(trace);
    return STATUS_OK; /* what could not be written is told at the end, of all commands */
}

const struct command cmd_export = {
    .name = "export",
    .arguments = "FILE",
    .summary = N_("hands a saved trace on, in a format of others (--to FORMAT)"),
    .help = N_("To standard output. Formats: json, one object a line, as run --json; csv, a table "
               "(RFC 4180); chrome, trace events for ui.perfetto.dev and chrome://tracing."),
    .example = "export my.trace --to chrome",
    .options = "to",
    .place = COMMAND_ON_LINE,
    .words = WORDS_FILE,
    .least = 1,
    .most = 1,
    .run = export_run,
};
