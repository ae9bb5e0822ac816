/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/memory.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/syscall.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/spin.h"

#define PIPES 32 /* of one execution */
#define FIRST 3  /* descriptor that a program gets */
#define ENDS  (FIRST + 2 * PIPES)
#define BYTES 65536 /* that a pipe holds, as Linux has it */

#define COUNT   INT64_C(0xffffffff)
#define READERS (INT64_C(1) << 32)
#define WRITERS (INT64_C(1) << 33)

static struct pipe {
    uint32_t from; /* where the next byte is to be read */
    char bytes[BYTES];
} pipes[PIPES];
static uint32_t pipe_count;

static struct end {
    struct pipe *pipe; /* NULL: not open */
    bool writes;
} ends[ENDS];

void pipe_reset(void)
{
    if (pipe_count > 0)
        memset(ends, 0, sizeof(ends));
    pipe_count = 0;
}

bool pipe_could_fetch(int64_t state)
{
    return (state & COUNT) > 0 || !(state & WRITERS);
}

bool pipe_could_put(int64_t state, int64_t bytes)
{
    return !(state & READERS) || BYTES - (state & COUNT) >= bytes;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static struct end *end_of(int fd)
{
    return fd >= FIRST && fd < ENDS && ends[fd].pipe ? &ends[fd] : NULL;
}

static struct op op_on(enum op_type type, enum event_kind kind, int fd, uint64_t where)
{
    struct op op = hook_op(type, kind, NULL, where);
    op.address = (uint64_t)(uint32_t)fd;
    op.flags = OP_ACQUIRE | OP_RELEASE;
    return op;
}

/* Which descriptors are open is one thing that all share. */
static void link_table(struct op *op)
{
    (void)hook_link(op, ends, TAG_STREAM);
}

/* --- making and closing ----------------------------------------------------------------------- */

static int lowest_free(int from)
{
    while (ends[from].pipe)
        from++;
    return from;
}

static int make(int fds[2], uint64_t where)
{
    struct op op = op_on(OP_PLAIN, K_PIPE, 0, where);
    op.flags |= OP_TRIES; /* told below */
    link_table(&op);
    engine_do(&op);
    if (pipe_count == PIPES)
        engine_refuse("more than 32 pipes", where);
    int from = lowest_free(FIRST), to = lowest_free(from + 1);
    struct pipe *made = &pipes[pipe_count++];
    made->from = 0;
    ends[from] = (struct end){made, false};
    ends[to] = (struct end){made, true};
    uint32_t index;
    object_now((uint64_t)(uintptr_t)made, TAG_PIPE, &index)->state = READERS | WRITERS;
    spin_changed();
    story_result(K_PIPE, &op, from, to, NULL);
    const int made_ends[2] = {from, to};
    for (int i = 0; i < 2; i++) {
        memory_access((uintptr_t)&fds[i], sizeof(*fds), OP_WRITES, K_MEM_WRITE, where);
        fds[i] = made_ends[i];
    }
    return 0;
}

HOOK int pipe(int fds[2])
{
    return make(fds, WHERE);
}

HOOK int pipe2(int fds[2], int flags)
{
    if (flags & ~O_CLOEXEC)
        engine_refuse("pipe2 with more than O_CLOEXEC: a pipe here waits", WHERE);
    return make(fds, WHERE);
}

static bool is_in_use(int fd)
{
    bool is = false;
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        is |= thread != engine.current && thread->life == LIFE_GOING &&
              (thread->op.type == OP_FETCH || thread->op.type == OP_PUT) &&
              thread->op.address == (uint64_t)fd;
    }
    return is;
}

static int close_end(int fd, uint64_t where)
{
    struct end *end = end_of(fd);
    const struct pipe *pipe = end ? end->pipe : NULL;
    struct op op = op_on(OP_PLAIN, K_CLOSE, fd, where);
    op.flags |= OP_TRIES;
    link_table(&op);
    struct object *object = pipe ? hook_link(&op, pipe, TAG_PIPE) : NULL;
    engine_do(&op);
    end = end_of(fd);
    if (!end)
        return fail(EBADF);
    if (end->pipe != pipe)
        engine_refuse("a descriptor that is opened anew while it is closed", where);
    if (is_in_use(fd)) {
        report_misuse("close of a pipe's end that another thread is using", EBADF, NULL, where);
        engine_end(END_FAILED);
    }
    object->state &= end->writes ? ~WRITERS : ~READERS;
    end->pipe = NULL;
    story_result(K_CLOSE, &op, fd, 0, NULL);
    return 0;
}

HOOK int close(int fd)
{
    if (!engine.is_live)
        return (int)engine_syscall(SYS_close, fd);
    cancel_test(WHERE);
    if (fd >= 0 && fd < FIRST)
        engine_refuse("close of standard input or output", WHERE);
    return close_end(fd, WHERE);
}

/* --- reading and writing ---------------------------------------------------------------------- */

/* The open end, seen by a step of its own if it is not open: another thread may be opening it. */
static const struct end *look(int fd, bool writes, uint64_t where)
{
    if (!end_of(fd)) {
        struct op op = op_on(OP_PLAIN, K_NONE, fd, where);
        link_table(&op);
        engine_do(&op);
    }
    const struct end *end = end_of(fd);
    return end && end->writes == writes ? end : NULL;
}

/* Waits until it is possible. Not 0: why not. That it is called is a step, and mostly all: only
 * from then on it is in use, and can be interrupted. */
static int wait_for(struct op *op, const struct pipe *pipe)
{
    struct object *object = hook_link(op, pipe, TAG_PIPE);
    const struct op wait = *op;
    op->type = OP_PLAIN;
    engine_do(op);
    if (ends[wait.address].pipe != pipe)
        return EBADF; /* closed meanwhile */
    if (engine_could(&wait, object->state))
        return 0;
    *op = wait;
    cancel_begin(op);
    bool was_interrupted = signals_wait(op, WAIT_RESTARTS);
    cancel_end();
    return was_interrupted ? EINTR : 0;
}

static uint32_t count_of(const struct pipe *pipe, struct object **object)
{
    uint32_t index;
    *object = object_now((uint64_t)(uintptr_t)pipe, TAG_PIPE, &index);
    return (uint32_t)((*object)->state & COUNT);
}

static uint32_t take_out(struct pipe *pipe, char *to, size_t most)
{
    struct object *object;
    uint32_t count = count_of(pipe, &object), n = most < count ? (uint32_t)most : count;
    uint32_t first = n < BYTES - pipe->from ? n : BYTES - pipe->from;
    memcpy(to, pipe->bytes + pipe->from, first);
    memcpy(to + first, pipe->bytes, n - first);
    pipe->from = (pipe->from + n) % BYTES;
    object->state -= n;
    return n;
}

static uint32_t put_in(struct pipe *pipe, const char *from, size_t most)
{
    struct object *object;
    uint32_t count = count_of(pipe, &object), room = BYTES - count;
    uint32_t n = most < room ? (uint32_t)most : room, at = (pipe->from + count) % BYTES;
    uint32_t first = n < BYTES - at ? n : BYTES - at;
    memcpy(pipe->bytes + at, from, first);
    memcpy(pipe->bytes, from + first, n - first);
    object->state += n;
    return n;
}

/* In a frame of its own, so that no thread waits with so large a one. */
__attribute__((noinline)) static ssize_t hand_over(struct pipe *pipe, const struct op *op,
                                                   void *bytes, size_t size)
{
    char taken[BYTES];
    uint32_t n = take_out(pipe, taken, size);
    spin_changed();
    if (unlikely(engine.is_recording))
        story_tell(K_READ, op, (int64_t)op->address, n, taken, n);
    memory_range(bytes, n, true, op->where);
    memcpy(bytes, taken, n);
    return n;
}

static ssize_t read_from(int fd, void *bytes, size_t size, uint64_t where)
{
    cancel_test(where);
    if (fd >= 0 && fd < FIRST)
        engine_refuse_kind(REFUSED_INPUT, "read of standard input", where);
    const struct end *end = look(fd, false, where);
    if (!end)
        return fail(EBADF);
    if (size == 0)
        return 0;
    struct pipe *pipe = end->pipe;
    struct op op = op_on(OP_FETCH, K_READ, fd, where);
    int error = wait_for(&op, pipe);
    return error ? fail(error) : hand_over(pipe, &op, bytes, size);
}

HOOK ssize_t read(int fd, void *bytes, size_t size)
{
    return read_from(fd, bytes, size, WHERE);
}

ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room);
HOOK ssize_t __read_chk(int fd, void *bytes, size_t size, size_t room)
{
    if (size > room)
        __builtin_trap();
    return read_from(fd, bytes, size, WHERE);
}

static bool is_broken(const struct pipe *pipe)
{
    struct object *object;
    (void)count_of(pipe, &object);
    return !(object->state & READERS);
}

/* Up to PIPE_BUF bytes go in at one time or not at all; of more, as many as there is room for. */
ssize_t pipe_write(int fd, const void *bytes, size_t size, uint64_t where)
{
    const struct end *end = look(fd, true, where);
    if (!end)
        return fail(EBADF);
    struct pipe *pipe = end->pipe;
    size_t done = 0;
    memory_range(bytes, size, false, where);
    while (done < size) {
        struct op op = op_on(OP_PUT, K_WRITE, fd, where);
        op.argument = size <= PIPE_BUF ? (int64_t)size : 1;
        int error = wait_for(&op, pipe);
        if (error)
            return done > 0 ? (ssize_t)done : fail(error);
        if (is_broken(pipe)) {
            (void)signals_deliver(SIGPIPE, where);
            return done > 0 ? (ssize_t)done : fail(EPIPE);
        }
        const char *from = (const char *)bytes + done;
        uint32_t n = put_in(pipe, from, size - done);
        spin_changed();
        if (unlikely(engine.is_recording))
            story_tell(K_WRITE, &op, fd, n, from, n);
        done += n;
    }
    return (ssize_t)done;
}
