/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * POSIX threads: create, join, detach, exit, cancel, names.
 *
 * A thread runs in a trampoline: it gets its ring and its core, says that it starts, does its work,
 * and says that it ends - through a cleanup handler, so that pthread_exit and a cancellation are
 * told as well as a return.
 */
#include "probe/hook.h"

#include "probe/thread.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "probe/probe.h"

static void begin(const struct birth *birth, uint64_t routine);
static void end(void *unused);
static int joined(uint64_t where, pthread_t thread, int error, const char *call);

HOOK int pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
                        void *(*routine)(void *), void *argument)
{
    if (!reporting())
        return REAL(pthread_create)(thread, attributes, routine, argument);
    const uint64_t where = WHERE;
    name_argument(argument, where, __builtin_frame_address(0));
    GATE(THREAD_CREATE);
    SAY(THREAD_CREATE);
    struct birth *birth = birth_new(argument);
    const uint32_t number = birth ? birth->number : 0;
    int error = EAGAIN;
    if (birth) {
        birth->posix = routine;
        error = REAL(pthread_create)(thread, attributes, thread_run, birth);
    }
    if (error) {
        birth_free(birth);
        say_failed(where, 0, error, "pthread_create");
    } else {
        SAY(THREAD_CREATED, .object = *thread, .b = number);
    }
    return error;
}

HOOK int pthread_join(pthread_t thread, void **result)
{
    if (!reporting())
        return REAL(pthread_join)(thread, result);
    const uint64_t where = WHERE;
    GATE_OPENING(JOIN_WAIT, .object = thread);
    SAY(JOIN_WAIT, .object = thread);
    return joined(where, thread, REAL(pthread_join)(thread, result), "pthread_join");
}

HOOK int pthread_tryjoin_np(pthread_t thread, void **result)
{
    if (!reporting())
        return REAL(pthread_tryjoin_np)(thread, result);
    const uint64_t where = WHERE;
    GATE_OPENING(JOIN, .object = thread);
    return joined(where, thread, REAL(pthread_tryjoin_np)(thread, result), "pthread_tryjoin_np");
}

HOOK int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until)
{
    if (!reporting())
        return REAL(pthread_timedjoin_np)(thread, result, until);
    const uint64_t where = WHERE;
    GATE_OPENING(JOIN_WAIT, .object = thread);
    SAY(JOIN_WAIT, .object = thread);
    return joined(where, thread, REAL(pthread_timedjoin_np)(thread, result, until),
                  "pthread_timedjoin_np");
}

HOOK int pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock,
                              const struct timespec *until)
{
    if (!reporting())
        return REAL(pthread_clockjoin_np)(thread, result, clock, until);
    const uint64_t where = WHERE;
    GATE_OPENING(JOIN_WAIT, .object = thread);
    SAY(JOIN_WAIT, .object = thread);
    return joined(where, thread, REAL(pthread_clockjoin_np)(thread, result, clock, until),
                  "pthread_clockjoin_np");
}

HOOK int pthread_detach(pthread_t thread)
{
    if (!reporting())
        return REAL(pthread_detach)(thread);
    const uint64_t where = WHERE;
    GATE(DETACH, .object = thread);
    SAY(DETACH, .object = thread);
    int error = REAL(pthread_detach)(thread);
    if (error)
        say_failed(where, thread, error, "pthread_detach");
    return error;
}

/* A thread of ours says its end in end(); the main thread has no trampoline. */
HOOK void pthread_exit(void *result)
{
    if (reporting()) {
        const uint64_t where = WHERE;
        GATE_OPENING(THREAD_EXIT, .object = pthread_self());
        if (self.tid == self.pid)
            SAY(THREAD_EXIT, .object = pthread_self());
    }
    REAL(pthread_exit)(result);
    __builtin_unreachable();
}

HOOK int pthread_cancel(pthread_t thread)
{
    if (!reporting())
        return REAL(pthread_cancel)(thread);
    const uint64_t where = WHERE;
    GATE(THREAD_CANCEL, .object = thread);
    SAY(THREAD_CANCEL, .object = thread);
    int error = REAL(pthread_cancel)(thread);
    if (error)
        say_failed(where, thread, error, "pthread_cancel");
    return error;
}

HOOK int pthread_setname_np(pthread_t thread, const char *name)
{
    int error = REAL(pthread_setname_np)(thread, name);
    if (!reporting())
        return error;
    const uint64_t where = WHERE;
    if (error)
        say_failed(where, thread, error, "pthread_setname_np");
    else
        emit_text(&(struct say){.kind = K_THREAD_NAME, .where = where, .object = thread}, name,
                  strlen(name));
    return error;
}

static _Atomic uint32_t threads_created; /* by this process */

void thread_forget(void)
{
    atomic_store(&threads_created, 0);
}

struct birth *birth_new(void *argument)
{
    struct birth *birth = malloc(sizeof(*birth));
    if (birth)
        *birth = (struct birth){.argument = argument,
                                .creator = self.tid,
                                .place = place_next(),
                                .number = atomic_fetch_add(&threads_created, 1) + 1,
                                .line = line_join()};
    return birth;
}

void birth_free(struct birth *birth)
{
    if (birth)
        line_leave(birth->line);
    free(birth);
}

void *thread_run(void *given)
{
    struct birth birth = *(struct birth *)given;
    self.stack_top = ADDRESS(__builtin_frame_address(0));
    free(given);
    void *result = NULL;
    pthread_cleanup_push(end, NULL);
    begin(&birth, ADDRESS(birth.posix));
    result = birth.posix(birth.argument);
    pthread_cleanup_pop(1);
    return result;
}

int thread_run_c11(void *given)
{
    struct birth birth = *(struct birth *)given;
    self.stack_top = ADDRESS(__builtin_frame_address(0));
    free(given);
    int result = 0;
    pthread_cleanup_push(end, NULL);
    begin(&birth, ADDRESS(birth.c11));
    result = birth.c11(birth.argument);
    pthread_cleanup_pop(1);
    return result;
}

/* A thread's first place is its routine; a `where` is a return address, so it is one too far. */
static void begin(const struct birth *birth, uint64_t routine)
{
    const uint64_t where = routine + 1;
    place_here(birth->place);
    bool reports = self_claim();
    line_wait(birth->line);
    if (!reports)
        return;
    GATE(THREAD_START, .object = pthread_self(), .a = birth->creator, .b = birth->number);
    SAY(THREAD_START, .object = pthread_self(), .a = birth->creator, .b = birth->number);
}

static void end(void *unused)
{
    (void)unused;
    if (self.state != SELF_ON)
        return;
    const uint64_t where = 0;
    self.busy = 0; /* an asynchronous cancellation may have come in the middle of an event */
    SAY(THREAD_EXIT, .object = pthread_self());
    self_leave();
}

static int joined(uint64_t where, pthread_t thread, int error, const char *call)
{
    if (error == EBUSY) /* it alone is asked, and is no failure */
        SAY(JOIN_BUSY, .object = thread);
    else if (error == ETIMEDOUT)
        SAY(JOIN_TIMEOUT, .object = thread);
    else if (error)
        say_failed(where, thread, error, call);
    else
        SAY(JOIN, .object = thread);
    if (!error)
        say_watched();
    return error;
}
