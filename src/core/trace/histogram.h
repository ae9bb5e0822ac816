/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A histogram of the values that many runs ended with: few bins with round edges, and a bin of its
 * own for the value that is right, so that "right" is never hidden in a range.
 */
#ifndef CORE_TRACE_HISTOGRAM_H
#define CORE_TRACE_HISTOGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_BINS 24

struct histogram_bin {
    int64_t from, to; /* both inclusive */
    unsigned count;
    bool is_right; /* the right value's own bin */
};

struct histogram {
    struct histogram_bin bins[HISTOGRAM_BINS + 1];
    size_t count;
    unsigned most; /* the largest count of a bin */
};

/* At most `wanted` bins (1 to HISTOGRAM_BINS) for the n values, and one for `right` if given. */
void histogram_make(struct histogram *histogram, const int64_t *values, size_t n,
                    const int64_t *right, size_t wanted);

#endif
