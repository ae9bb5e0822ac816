/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What belongs to a thread: values under keys, handlers for its end (pthread_cleanup_push).
 *
 * pthread_cleanup_push is a macro over setjmp and the two functions below: at the end of the thread
 * one jumps into the innermost handler, which ends with __pthread_unwind_next.
 */
#include <errno.h>
#include <pthread.h>
#include <setjmp.h>
#include <string.h>

#include "explore/engine/hooks.h"

#define KEYS   128
#define ROUNDS 4 /* PTHREAD_DESTRUCTOR_ITERATIONS */

static struct {
    bool is_used;
    void (*destroy)(void *);
} keys[KEYS];
static void *values[THREADS][KEYS];
static bool has_keys;

void key_reset(void)
{
    if (!has_keys)
        return;
    has_keys = false;
    memset(keys, 0, sizeof(keys));
    memset(values, 0, sizeof(values));
}

static int create(unsigned *key, void (*destroy)(void *))
{
    for (unsigned i = 0; i < KEYS; i++) {
        if (keys[i].is_used)
            continue;
        keys[i].is_used = has_keys = true;
        keys[i].destroy = destroy;
        for (uint32_t t = 0; t < THREADS; t++)
            values[t][i] = NULL;
        *key = i;
        return 0;
    }
    return EAGAIN;
}

HOOK int pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
    return create(key, destroy);
}

HOOK int pthread_key_delete(pthread_key_t key)
{
    if (key >= KEYS || !keys[key].is_used)
        return EINVAL;
    keys[key].is_used = false;
    return 0;
}

HOOK void *pthread_getspecific(pthread_key_t key)
{
    return key < KEYS && engine.is_live ? values[engine.current->index][key] : NULL;
}

HOOK int pthread_setspecific(pthread_key_t key, const void *value)
{
    if (key >= KEYS || !keys[key].is_used)
        return EINVAL;
    values[engine.current->index][key] = (void *)value;
    return 0;
}

int tss_create(unsigned *key, void (*destroy)(void *));
void tss_delete(unsigned key);
void *tss_get(unsigned key);
int tss_set(unsigned key, void *value);

HOOK int tss_create(unsigned *key, void (*destroy)(void *))
{
    return create(key, destroy) == 0 ? 0 : 2; /* thrd_error */
}

HOOK void tss_delete(unsigned key)
{
    (void)pthread_key_delete(key);
}

HOOK void *tss_get(unsigned key)
{
    return pthread_getspecific(key);
}

HOOK int tss_set(unsigned key, void *value)
{
    return pthread_setspecific(key, value) == 0 ? 0 : 2;
}

void keys_destroy(struct thread *me)
{
    for (int round = 0; has_keys && round < ROUNDS; round++) {
        bool again = false;
        for (uint32_t i = 0; i < KEYS; i++) {
            void *value = values[me->index][i];
            if (!keys[i].is_used || !keys[i].destroy || !value)
                continue;
            values[me->index][i] = NULL;
            keys[i].destroy(value);
            again = true;
        }
        if (!again)
            return;
    }
}

void keys_each(const struct thread *thread, void (*look)(const void *from, size_t size))
{
    if (has_keys)
        look(values[thread->index], sizeof(values[thread->index]));
}

static void **outer_of(void *handler)
{
    __pthread_unwind_buf_t *buffer = handler;
    return &buffer->__pad[0];
}

HOOK void __pthread_register_cancel(__pthread_unwind_buf_t *handler)
{
    struct thread *me = engine.current;
    *outer_of(handler) = me->cleanup;
    me->cleanup = handler;
}

HOOK void __pthread_unregister_cancel(__pthread_unwind_buf_t *handler)
{
    engine.current->cleanup = *outer_of(handler);
}

/* The same, and cancellation is deferred meanwhile. */
void __pthread_register_cancel_defer(__pthread_unwind_buf_t *handler);
void __pthread_unregister_cancel_restore(__pthread_unwind_buf_t *handler);

HOOK void __pthread_register_cancel_defer(__pthread_unwind_buf_t *handler)
{
    struct thread *me = engine.current;
    handler->__pad[1] = (void *)(uintptr_t)me->cancel_async;
    me->cancel_async = false;
    __pthread_register_cancel(handler);
}

HOOK void __pthread_unregister_cancel_restore(__pthread_unwind_buf_t *handler)
{
    __pthread_unregister_cancel(handler);
    engine.current->cancel_async = handler->__pad[1] != NULL;
}

/* Goes on with the next handler out, or with the end of the thread. */
static _Noreturn void unwind(struct thread *me)
{
    __pthread_unwind_buf_t *handler = me->cleanup;
    if (!handler)
        thread_ends(me, me->result);
    me->cleanup = *outer_of(handler);
    struct __jmp_buf_tag *to; /* shorter than a jmp_buf with a signal mask, which it has not */
    __asm__("" : "=r"(to) : "0"(handler->__cancel_jmp_buf));
    _longjmp(to, 1);
}

HOOK void __pthread_unwind_next(__pthread_unwind_buf_t *handler)
{
    (void)handler;
    unwind(engine.current);
}

_Noreturn void cleanup_unwind(struct thread *me, void *result)
{
    me->result = result;
    unwind(me);
}
