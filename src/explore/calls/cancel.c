/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/cancel.h"

#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "explore/calls/memory.h"
#include "explore/engine/hooks.h"
#include "explore/report/report.h"

bool cancel_is_due(const struct thread *thread)
{
    return thread->is_cancelled && !thread->cancel_off;
}

_Noreturn void cancel_act(void)
{
    struct thread *me = engine.current;
    me->at_point = me->cancel_async = false;
    me->cancel_off = true;
    cleanup_unwind(me, PTHREAD_CANCELED);
}

void cancel_begin(struct op *op)
{
    if (!engine.has_cancel)
        return;
    struct thread *me = engine.current;
    (void)hook_link(op, (const void *)me->handle, TAG_THREAD);
    me->at_point = true;
}

void cancel_end(void)
{
    struct thread *me = engine.current;
    me->at_point = false;
    if (unlikely(cancel_is_due(me)))
        cancel_act();
}

void cancel_test(uint64_t where)
{
    if (!engine.has_cancel)
        return;
    struct op op = hook_op(OP_PLAIN, K_NONE, NULL, where);
    cancel_begin(&op);
    engine_do(&op);
    cancel_end();
}

/* The program cancels threads: once more, knowing it. */
static void learn(void)
{
    if (engine.has_cancel)
        return;
    engine.has_cancel = engine.has_escaped = true;
    engine_end(END_BLOCKED);
}

HOOK int pthread_cancel(pthread_t handle)
{
    learn();
    struct op op = hook_op(OP_PLAIN, K_THREAD_CANCEL, (const void *)handle, WHERE);
    struct object *object = hook_link(&op, (const void *)handle, TAG_THREAD);
    engine_do(&op);
    struct thread *thread = engine_find(handle);
    if (!thread || thread->is_joined) {
        report_misuse(thread ? "cancellation of a thread that was joined before"
                             : "cancellation of what is no thread",
                      ESRCH, NULL, op.where);
        engine_end(END_FAILED);
    }
    thread->is_cancelled = true;
    object->state |= THREAD_IS_CANCELLED; /* news, for who goes round */
    if (thread == engine.current && thread->cancel_async && cancel_is_due(thread))
        cancel_act();
    return 0;
}

HOOK void pthread_testcancel(void)
{
    learn(); /* a loop of nothing else would never come to a step */
    cancel_test(WHERE);
}

static void give(int *before, int value, uint64_t where)
{
    if (!before)
        return;
    memory_access((uintptr_t)before, sizeof(*before), OP_WRITES, K_MEM_WRITE, where);
    *before = value;
}

HOOK int pthread_setcancelstate(int state, int *before)
{
    struct thread *me = engine.current;
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    give(before, me->cancel_off ? PTHREAD_CANCEL_DISABLE : PTHREAD_CANCEL_ENABLE, WHERE);
    me->cancel_off = state == PTHREAD_CANCEL_DISABLE;
    if (me->cancel_async && cancel_is_due(me))
        cancel_act();
    return 0;
}

HOOK int pthread_setcanceltype(int type, int *before)
{
    struct thread *me = engine.current;
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    give(before, me->cancel_async ? PTHREAD_CANCEL_ASYNCHRONOUS : PTHREAD_CANCEL_DEFERRED, WHERE);
    if (type == PTHREAD_CANCEL_ASYNCHRONOUS && !engine.has_async) { /* once more, knowing it */
        engine.has_async = engine.has_escaped = true;
        engine_end(END_BLOCKED);
    }
    me->cancel_async = type == PTHREAD_CANCEL_ASYNCHRONOUS;
    if (me->cancel_async && cancel_is_due(me))
        cancel_act();
    return 0;
}
