/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * LTTng-UST's tracepoint with the same fields as our record; its context adds pid and tid.
 */
#undef LTTNG_UST_TRACEPOINT_PROVIDER
#define LTTNG_UST_TRACEPOINT_PROVIDER conc_tutor
#undef LTTNG_UST_TRACEPOINT_INCLUDE
#define LTTNG_UST_TRACEPOINT_INCLUDE "bench_lttng.h"

#if !defined(BENCH_LTTNG_H) || defined(LTTNG_UST_TRACEPOINT_HEADER_MULTI_READ)
#define BENCH_LTTNG_H

#include <lttng/tracepoint.h>

LTTNG_UST_TRACEPOINT_EVENT(
    conc_tutor, event, LTTNG_UST_TP_ARGS(uint64_t, where, uint64_t, object, int64_t, value),
    LTTNG_UST_TP_FIELDS(lttng_ust_field_integer_hex(uint64_t, where, where)
                            lttng_ust_field_integer_hex(uint64_t, object, object)
                                lttng_ust_field_integer(int64_t, value, value)))

#endif

#include <lttng/tracepoint-event.h>
