/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A trace, handed on to other programs. A format is one file and one row of the table below.
 */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "core/trace/model.h"

/* X(name) */
#define EXPORT_FORMATS(X)                                                                          \
    X(json)   /* one JSON object a line, as run --json prints them */                              \
    X(csv)    /* a table for a spreadsheet (RFC 4180) */                                           \
    X(chrome) /* trace events, for ui.perfetto.dev and chrome://tracing */

struct export_format {
    const char *name;
    /* What stands before the events, for each event (`model` holds just before it, and may be moved
     * just behind it) and behind them all. `begin` and `end` may be NULL. */
    void (*begin)(struct text *out, const struct trace *trace);
    void (*event)(struct text *out, const struct trace *trace, struct model *model, size_t i);
    void (*end)(struct text *out, const struct trace *trace);
};

extern const struct export_format *const export_formats[];
extern const size_t export_format_count;

/* NULL: there is none of that name. */
const struct export_format *export_find(const char *name);

#define X(name) extern const struct export_format export_##name;
EXPORT_FORMATS(X)
#undef X

#endif
