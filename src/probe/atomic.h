/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How an atomic operation is told, for those that the processor has (atomic.c) and those of 16
 * bytes (atomic16.c).
 */
#ifndef PROBE_ATOMIC_H
#define PROBE_ATOMIC_H

#include "probe/hook.h"

/* What an operation needs before and after: its record is reserved before its clock is read. */
struct atomic_call {
    struct event *event; /* NULL: not told */
    struct say say;
    uint64_t clock; /* read before; 0: to be read after */
};

ALWAYS_INLINE void begin(struct atomic_call *call, uint16_t kind, const volatile void *address,
                         uint32_t size, bool is_release, uint64_t where)
{
    call->event = NULL;
    if (unlikely(!reporting()) || is_left_out(address))
        return;
    call->say = (struct say){.kind = kind, .where = where, .object = ADDRESS(address), .b = size};
    gate(&call->say);
    call->event = emit_open(&self, kind);
    call->clock = is_release ? clock_now() : 0;
}

ALWAYS_INLINE void finish(struct atomic_call *call, int64_t value)
{
    if (unlikely(!call->event))
        return;
    call->say.a = value;
    call->say.flags = EVENT_VALUE;
    emit_fill(&self, call->event, &call->say, call->clock ? call->clock : clock_now_after());
    emit_close(&self, 1);
}

/* An exchange that did not happen has only read. */
static inline void finish_unchanged(struct atomic_call *call, int64_t value)
{
    if (!call->event)
        return;
    struct ring *ring = self.ring;
    atomic_store(&ring->counts[K_ATOMIC_UPDATE], atomic_load(&ring->counts[K_ATOMIC_UPDATE]) - 1);
    atomic_store(&ring->counts[K_ATOMIC_READ], atomic_load(&ring->counts[K_ATOMIC_READ]) + 1);
    call->say.kind = K_ATOMIC_READ;
    finish(call, value);
}

#endif
