/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What processes have left, from the trace of a run: children that nobody waited for, ends of pipes
 * and sockets that were never used and never closed. The trace is folded once: a table of children
 * and one of descriptors, which a fork copies.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "core/exercise/check_state.h"
#include "core/trace/narrate.h"

enum end_sort { END_READS, END_WRITES, END_LISTENS, END_CONNECTED };

/* An end of a pipe, or a socket, that a process has. */
struct end {
    uint32_t pid;
    int64_t fd;
    enum end_sort sort;
    bool is_used, closes_on_exec;
    uint32_t where; /* of the call that made the pipe */
};

struct child_made {
    uint32_t parent;
    uint32_t where; /* of the fork */
    int64_t pid;
    bool is_waited_for;
};

struct fold {
    const struct trace *trace;
    struct end *ends;
    size_t end_count, end_capacity;
    struct child_made *children;
    size_t child_count, child_capacity;
    struct text *text;
};

/* --- descriptors ------------------------------------------------------------------------------ */

static struct end *end_of(struct fold *fold, uint32_t pid, int64_t fd)
{
    for (size_t i = 0; i < fold->end_count; i++)
        if (fold->ends[i].pid == pid && fold->ends[i].fd == fd)
            return &fold->ends[i];
    return NULL;
}

static void close_end(struct fold *fold, struct end *end)
{
    if (end)
        *end = fold->ends[--fold->end_count];
}

static void open_end(struct fold *fold, struct end end)
{
    close_end(fold, end_of(fold, end.pid, end.fd));
    GROW(fold->ends, fold->end_count, fold->end_capacity);
    fold->ends[fold->end_count++] = end;
}

static void open_pipe(struct fold *fold, const struct event *event)
{
    struct end end = {.pid = event->pid,
                      .fd = event->a,
                      .where = (uint32_t)event->where,
                      .closes_on_exec = event->flags & EVENT_CLOSES_ON_EXEC};
    open_end(fold, end);
    end.fd = event->b;
    end.sort = END_WRITES;
    open_end(fold, end);
}

static void open_socket(struct fold *fold, const struct event *event)
{
    bool is_accepted = event->kind == K_ACCEPT;
    struct end *listening = is_accepted ? end_of(fold, event->pid, event->a) : NULL;
    if (listening)
        listening->is_used = true;
    open_end(fold, (struct end){.pid = event->pid,
                                .fd = is_accepted ? event->b : event->a,
                                .sort = event->kind == K_LISTEN ? END_LISTENS : END_CONNECTED,
                                .where = (uint32_t)event->where});
}

static bool is_use_of(enum event_kind kind, const struct end *end)
{
    bool writes = kind == K_WRITE || kind == K_WRITE_WAIT;
    return end->sort == END_CONNECTED || end->sort == (writes ? END_WRITES : END_READS);
}

/* Which child the fork at event i has made: the parent says so a little later, and perhaps after
 * the child's first events. 0: none. */
static uint32_t child_of(const struct fold *fold, size_t i)
{
    uint32_t tid = trace_event(fold->trace, i)->tid;
    for (size_t k = i + 1; k < trace_count(fold->trace); k++) {
        const struct event *event = trace_event(fold->trace, k);
        if (event->tid == tid && event->kind == K_FORK && !(event->flags & EVENT_AT_GATE))
            return 0;
        if (event->tid == tid && event->kind == K_FORK_PARENT && !(event->flags & EVENT_AT_GATE))
            return (uint32_t)event->a;
    }
    return 0;
}

static void inherit(struct fold *fold, uint32_t parent, uint32_t child)
{
    for (size_t i = 0, n = child ? fold->end_count : 0; i < n; i++) {
        struct end end = fold->ends[i];
        if (end.pid != parent)
            continue;
        end.pid = child;
        end.is_used = false; /* by this process it is not, yet */
        open_end(fold, end);
    }
}

static void duplicate(struct fold *fold, const struct event *event)
{
    const struct end *old = end_of(fold, event->pid, event->a);
    if (event->a == event->b)
        return;
    if (!old) {
        close_end(fold, end_of(fold, event->pid, event->b));
        return;
    }
    struct end end = *old;
    end.fd = event->b;
    end.closes_on_exec = event->flags & EVENT_CLOSES_ON_EXEC;
    open_end(fold, end);
}

/* What becomes another program uses its standard streams, whatever they are. */
static void become_another(struct fold *fold, uint32_t pid)
{
    for (size_t i = fold->end_count; i-- > 0;) {
        if (fold->ends[i].pid != pid)
            continue;
        if (fold->ends[i].closes_on_exec)
            close_end(fold, &fold->ends[i]);
        else if (fold->ends[i].fd <= 2)
            fold->ends[i].is_used = true;
    }
}

/* Who, which descriptor, since where. */
static const char *const said[] = {
    [END_READS] = N_("%s never closes the end to read from (descriptor %lld) of the pipe made at "
                     "%s, and never reads from it"),
    [END_WRITES] = N_("%s never closes the end to write to (descriptor %lld) of the pipe made at "
                      "%s, and never writes to it"),
    [END_LISTENS] = N_("%s never closes the socket (descriptor %lld) that listens since %s, and "
                       "never takes a connection from it"),
    [END_CONNECTED] = N_("%s never closes the socket (descriptor %lld) of the connection made at "
                         "%s, and never uses it"),
};

/* In a handler it ends wherever the signal has met it. */
static bool is_in_handler(const struct fold *fold, size_t i)
{
    const struct event *end = trace_event(fold->trace, i);
    int depth = 0;
    for (size_t k = 0; k < i; k++) {
        const struct event *event = trace_event(fold->trace, k);
        if (event->tid == end->tid && event->pid == end->pid)
            depth += (event->kind == K_SIGNAL_TAKEN) - (event->kind == K_SIGNAL_DONE);
    }
    return depth > 0;
}

/* It wanted to end by itself, but a signal was faster. */
static bool is_killed_after(const struct fold *fold, size_t i)
{
    uint32_t pid = trace_event(fold->trace, i)->pid;
    for (size_t k = i + 1; k < trace_count(fold->trace); k++) {
        const struct event *event = trace_event(fold->trace, k);
        bool is_told = (event->kind == K_ENDED && event->pid == pid) ||
                       (event->kind == K_WAITED && event->a == (int64_t)pid);
        if (is_told)
            return WIFSIGNALED((int)event->b);
    }
    return false;
}

/* Whom a signal has ended had perhaps not come to use what it has: nobody is to blame. */
static bool is_ended_by_signal(const struct fold *fold, size_t i)
{
    return is_in_handler(fold, i) || is_killed_after(fold, i);
}

static bool ends_unused(struct fold *fold, const struct event *event)
{
    for (size_t i = 0; i < fold->end_count; i++) {
        const struct end *end = &fold->ends[i];
        if (end->pid != event->pid || end->is_used)
            continue;
        struct text who = {0}, place = {0};
        narrate_lane(&who, fold->trace, event->lane);
        narrate_place(&place, fold->trace, end->where);
        text_add(fold->text, _(said[end->sort]), text_get(&who), (long long)end->fd,
                 text_get(&place));
        text_release(&who);
        text_release(&place);
        return true;
    }
    return false;
}

/* --- children --------------------------------------------------------------------------------- */

static void add_child(struct fold *fold, const struct event *event)
{
    GROW(fold->children, fold->child_count, fold->child_capacity);
    fold->children[fold->child_count++] =
        (struct child_made){.parent = event->pid, .pid = event->a, .where = (uint32_t)event->where};
}

static void wait_for_child(struct fold *fold, const struct event *event)
{
    for (size_t i = fold->child_count; i-- > 0;)
        if (fold->children[i].pid == event->a && fold->children[i].parent == event->pid) {
            fold->children[i].is_waited_for = true;
            return;
        }
}

static bool any_unwaited(struct fold *fold)
{
    for (size_t i = 0; i < fold->child_count; i++) {
        const struct child_made *child = &fold->children[i];
        if (child->is_waited_for)
            continue;
        struct text place = {0};
        narrate_place(&place, fold->trace, child->where);
        text_add(fold->text, _("nobody waits for the child that was forked at %s"),
                 text_get(&place));
        text_release(&place);
        return true;
    }
    return false;
}

/* --- the fold --------------------------------------------------------------------------------- */

/* True: this process ends, and has left an end open. */
static bool take(struct fold *fold, size_t i)
{
    const struct event *event = trace_event(fold->trace, i);
    struct end *end;
    if (event->flags & EVENT_AT_GATE)
        return false; /* it has not happened yet */
    switch (event->kind) {
    case K_PIPE:
        open_pipe(fold, event);
        return false;
    case K_LISTEN:
    case K_CONNECT:
    case K_ACCEPT:
        open_socket(fold, event);
        return false;
    case K_FORK:
        inherit(fold, event->pid, child_of(fold, i));
        return false;
    case K_FORK_PARENT:
        add_child(fold, event);
        return false;
    case K_WAITED:
        wait_for_child(fold, event);
        return false;
    case K_READ:
    case K_READ_WAIT:
    case K_WRITE:
    case K_WRITE_WAIT:
        end = end_of(fold, event->pid, event->a);
        if (end && is_use_of((enum event_kind)event->kind, end))
            end->is_used = true;
        return false;
    case K_DUP:
        duplicate(fold, event);
        return false;
    case K_CLOSE:
        close_end(fold, end_of(fold, event->pid, event->a));
        return false;
    case K_EXEC:
        become_another(fold, event->pid);
        return ends_unused(fold, event);
    case K_PROCESS_EXIT:
        return !is_ended_by_signal(fold, i) && ends_unused(fold, event);
    default:
        return false;
    }
}

enum check_verdict judge_left(const struct trace *trace, struct text *text)
{
    struct fold fold = {.trace = trace, .text = text};
    bool is_open = false;
    for (size_t i = 0; i < trace_count(trace) && !is_open; i++)
        is_open = take(&fold, i);
    enum check_verdict verdict = is_open               ? CHECK_LEFT_OPEN
                                 : any_unwaited(&fold) ? CHECK_UNWAITED
                                                       : CHECK_VERDICT_COUNT;
    free(fold.ends);
    free(fold.children);
    return verdict;
}
