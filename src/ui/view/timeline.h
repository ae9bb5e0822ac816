/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recent past of every lane, as one letter a column: who ran, who could have, who waited.
 * Exact, from the last TIMELINE_EVENTS events before a moment and no more, so that a frame costs
 * the same however long the trace is.
 */
#ifndef UI_VIEW_TIMELINE_H
#define UI_VIEW_TIMELINE_H

#include "core/trace/model.h"

#define TIMELINE_EVENTS  16384u
#define TIMELINE_COLUMNS 256

enum slice { /* what a lane did for most of a column's time */
             SLICE_UNKNOWN,
             SLICE_NONE, /* not yet born, or ended */
             SLICE_RUNNING,
             SLICE_READY,
             SLICE_BLOCKED,
             SLICE_SLEEPING,
             SLICE_KINDS,
};

struct timeline {
    uint64_t from, to; /* ns */
    int columns;
    uint32_t lanes;
    uint8_t *slices; /* [lane * columns + column], lanes from 1 */
};

/* Of the moment that `model` shows, in `columns` columns, for `lanes` lanes (numbers below it).
 * Given back with timeline_release(). */
void timeline_make(struct timeline *timeline, const struct trace *trace, const struct model *model,
                   int columns);
void timeline_release(struct timeline *timeline);

#endif
