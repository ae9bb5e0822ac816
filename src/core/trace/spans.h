/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spans: stretches of work on the lanes of a trace, taken from what the program itself prints. A
 * line that holds the first word begins a span on the lane that prints it ("task 3 starts"), a line
 * that holds the second ends it ("task 3 ends"). A third word, if there is one, says that a piece
 * of work is asked for: from then until the beginning of the next span that nobody waits for, it
 * waits. So "how many at once" and "did anybody rest while there was work" are read off the trace,
 * and the program needs nothing but printf.
 */
#ifndef CORE_TRACE_SPANS_H
#define CORE_TRACE_SPANS_H

#include "core/trace/trace.h"

struct span {
    uint32_t lane;
    uint32_t place;    /* the lowest that no other span held when it began, from 0 */
    uint64_t from, to; /* ns */
    int64_t number;    /* the first number in the line that began it; -1 none */
    bool is_cut;       /* its lane ended, or the trace did, before the span */
};

/* A lane that had spans: a row of the chart. */
struct span_row {
    uint32_t lane;
    unsigned count;
    char name[32];
};

struct spans {
    struct span *list; /* in order of their beginnings */
    size_t count, capacity;
    struct span_row *rows; /* in order of lanes */
    size_t row_count;
    unsigned most_at_once;
    unsigned cut;       /* spans that were not brought to their end */
    uint64_t asked;     /* lines with the third word */
    uint64_t queued_ns; /* time during which work waited */
    uint64_t worked_ns; /* by all lanes together, during that time */
    uint64_t from, to;  /* of the first and of the last */
};

#define SPAN_WORDS 3

/* `words`: two or three, NULL ends. Zero is a valid `spans`; what was in it is released. */
void spans_read(struct spans *spans, const struct trace *trace, const char *const *words);
void spans_release(struct spans *spans);

/* While work waited, how many were at it, as a share of the most that ever were: 0 to 1. 1 if no
 * work ever waited. */
double spans_busy(const struct spans *spans);

/* A row of the chart in `columns` cells, one ASCII character each: ' ' nothing; '|' a span begins;
 * then its number, as far as there is room, and '-'; 'x' it was cut. Not terminated. */
void spans_draw(const struct spans *spans, const struct span_row *row, int columns, char *cells);
/* Only this span, into cells that are there. Spans of one place do not overlap. */
void spans_draw_one(const struct spans *spans, const struct span *span, int columns, char *cells);

#endif
