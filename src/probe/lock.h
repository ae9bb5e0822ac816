/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How every kind of lock is told. A lock is tried first: had at once, it is one event; otherwise
 * that the thread waits is told before it does. A release is told before it is done, so that two
 * critical sections never overlap in a trace.
 */
#ifndef PROBE_LOCK_H
#define PROBE_LOCK_H

#include "probe/hook.h"

struct lock_call {
    uint64_t where, object;
    const char *name;
    uint16_t wait, had; /* event kinds */
    int64_t type;       /* enum lock_type */
};

ALWAYS_INLINE void lock_gate(const struct lock_call *call)
{
    line_open_mine();
    gate(&(struct say){
        .kind = call->had, .where = call->where, .object = call->object, .b = call->type});
}

ALWAYS_INLINE void lock_say(const struct lock_call *call, uint16_t kind, uint32_t flags)
{
    emit(&(struct say){.kind = kind,
                       .flags = flags,
                       .where = call->where,
                       .object = call->object,
                       .b = call->type});
}

/* After the call: `error` is what it returned. */
ALWAYS_INLINE int lock_done(const struct lock_call *call, int error, uint32_t flags)
{
    if (likely(error == 0 || error == EOWNERDEAD)) /* the last: had, from an owner who died */
        lock_say(call, call->had, flags);
    else if (error == ETIMEDOUT)
        lock_say(call, K_LOCK_TIMEOUT, 0);
    else if (error == EBUSY)
        lock_say(call, K_LOCK_BUSY, 0);
    else
        say_failed(call->where, call->object, error, call->name);
    return error;
}

/* Tries, says that it waits, waits. `try` and `take` are the real calls. */
#define LOCK_CALL(call, try, take)                                                                 \
    do {                                                                                           \
        lock_gate(call);                                                                           \
        int tried = (try);                                                                         \
        if (likely(tried != EBUSY))                                                                \
            return lock_done(call, tried, EVENT_AT_ONCE);                                          \
        lock_say(call, (call)->wait, 0);                                                           \
        return lock_done(call, (take), 0);                                                         \
    } while (0)

#endif
