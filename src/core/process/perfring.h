/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The records in one of perf's rings, read as context switches (the private half of kernel.c).
 * Works on plain memory, so that it can be tried with any bytes.
 */
#ifndef CORE_PROCESS_PERFRING_H
#define CORE_PROCESS_PERFRING_H

#include <linux/perf_event.h>
#include <stddef.h>

#include "core/process/kernel.h"

/* The sample_type for which the records are understood. */
#define PERFRING_SAMPLE_TYPE (PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU)

struct perfring {
    const char *bytes; /* the ring's memory */
    size_t size;       /* a power of two */
    uint64_t tail;     /* all before it is taken */
    uint64_t
        lost; /* records that did not fit; also one for each time when the ring made no sense */
};

/* The next switch between `tail` and `head`, which may be any number. False: no more. */
bool perfring_next(struct perfring *ring, uint64_t head, struct kernel_switch *out);

#endif
