/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Figures that a program measures itself and prints, one a line, as bars of a chart:
 *
 *   4 threads: 12.5 ms
 *
 * A line counts if it ends with a number and the chart's unit; what stands before the colon is the
 * bar's label. The same label in many runs is one bar: the median of its values. Bounded, whatever
 * a program prints: bars beyond CHART_BARS, and values of a bar beyond CHART_VALUES, are left out.
 */
#ifndef CORE_TRACE_CHART_H
#define CORE_TRACE_CHART_H

#include <stddef.h>

#include "core/base/text.h"

#define CHART_BARS        32u
#define CHART_VALUES      1024u
#define CHART_LABEL_BYTES 120u
#define CHART_UNIT_BYTES  24u

struct chart_bar {
    char *label;
    double *values; /* as they were printed */
    size_t count, capacity;
};

/* Zero is a valid empty one, of no unit: nothing is ever added to it. */
struct chart {
    char *unit; /* the chart's; NULL: there is no chart */
    struct chart_bar *bars;
    size_t count, capacity;
};

/* Takes what one run printed, n bytes. */
void chart_add(struct chart *chart, const char *bytes, size_t n);
double chart_value(const struct chart *chart, size_t bar); /* its median, in the chart's unit */
double chart_most(const struct chart *chart);              /* the largest bar's; of no bar: 0 */
/* "12.5 ms", with as many digits as tell something. */
void chart_put_value(const struct chart *chart, size_t bar, struct text *out);
void chart_release(struct chart *chart);

#endif
