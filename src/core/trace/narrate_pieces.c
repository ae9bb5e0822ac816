/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The pieces of sentences, which other views use as well: names, places, signals, ends, values.
 */
#include "core/trace/narrate.h"

#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "core/symbols/value.h"

void narrate_clean(struct text *out, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_decode(bytes + i, n - i, &c);
        bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0) || (c == 0xfffd && length == 1);
        if (is_control)
            text_put_char(out, '?');
        else
            text_put_bytes(out, bytes + i, length);
        i += length;
    }
}

static void put_name(struct text *out, const struct trace *trace, uint32_t text)
{
    narrate_clean(out, trace_text(trace, text), trace_text_size(trace, text));
}

void narrate_place(struct text *out, const struct trace *trace, uint32_t place)
{
    if (!place || place >= trace_places(trace))
        return;
    const struct place *at = trace_place(trace, place);
    if (!at->file || !at->line)
        return;
    const struct source *source = trace_source(trace, at->file);
    put_name(out, trace, source->name);
    text_add(out, ":%u", at->line);
}

void narrate_signal(struct text *out, int number)
{
    static const struct {
        int number;
        const char *name;
    } names[] = {
        {SIGHUP, "SIGHUP"},   {SIGINT, "SIGINT"},       {SIGQUIT, "SIGQUIT"},
        {SIGILL, "SIGILL"},   {SIGTRAP, "SIGTRAP"},     {SIGABRT, "SIGABRT"},
        {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},       {SIGKILL, "SIGKILL"},
        {SIGUSR1, "SIGUSR1"}, {SIGSEGV, "SIGSEGV"},     {SIGUSR2, "SIGUSR2"},
        {SIGPIPE, "SIGPIPE"}, {SIGALRM, "SIGALRM"},     {SIGTERM, "SIGTERM"},
        {SIGCHLD, "SIGCHLD"}, {SIGCONT, "SIGCONT"},     {SIGSTOP, "SIGSTOP"},
        {SIGTSTP, "SIGTSTP"}, {SIGTTIN, "SIGTTIN"},     {SIGTTOU, "SIGTTOU"},
        {SIGURG, "SIGURG"},   {SIGXCPU, "SIGXCPU"},     {SIGXFSZ, "SIGXFSZ"},
        {SIGPROF, "SIGPROF"}, {SIGVTALRM, "SIGVTALRM"}, {SIGWINCH, "SIGWINCH"},
        {SIGIO, "SIGIO"},     {SIGPWR, "SIGPWR"},       {SIGSYS, "SIGSYS"},
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (names[i].number == number) {
            text_put(out, names[i].name);
            return;
        }
    }
    if (number >= SIGRTMIN && number <= SIGRTMAX)
        text_add(out, "SIGRTMIN+%d", number - SIGRTMIN);
    else
        text_add(out, _("signal %d"), number);
}

bool narrate_knows_signal(int number)
{
    return number > 0 && number < SIGRTMIN;
}

void narrate_status(struct text *out, int wait_status)
{
    if (WIFEXITED(wait_status)) {
        text_add(out, _("returned %d"), WEXITSTATUS(wait_status));
        return;
    }
    int number = WIFSIGNALED(wait_status)  ? WTERMSIG(wait_status)
                 : WIFSTOPPED(wait_status) ? WSTOPSIG(wait_status)
                                           : 0;
    struct text name = {0};
    narrate_signal(&name, number);
    if (WIFSIGNALED(wait_status) && narrate_knows_signal(number))
        text_add(out, _("was killed by %s (%s)"), text_get(&name), strsignal(number));
    else if (WIFSIGNALED(wait_status))
        text_add(out, _("was killed by %s"), text_get(&name));
    else if (WIFSTOPPED(wait_status))
        text_add(out, _("was stopped by %s"), text_get(&name));
    else if (WIFCONTINUED(wait_status))
        text_put(out, _("was continued"));
    else
        text_add(out, _("changed to status %d"), wait_status);
    text_release(&name);
}

void narrate_lane(struct text *out, const struct trace *trace, uint32_t lane)
{
    if (!lane || lane >= trace_lanes(trace)) {
        text_put(out, "?");
        return;
    }
    const struct lane *at = trace_lane(trace, lane);
    if (at->name)
        put_name(out, trace, at->name);
    else if (at->is_process)
        text_add(out, _("process %u"), at->pid);
    else
        text_add(out, _("thread %u"), at->tid);
}

/* Objects are named by whoever makes the trace; this is for a trace that does not. */
static void put_nameless(struct text *out, const struct object *object, uint32_t number)
{
    if (object->group == GROUP_TASK)
        text_put(out, _("a thread"));
    else if (object->group == GROUP_LOCK)
        text_add(out, _("lock %u"), number);
    else if (object->group == GROUP_WAIT)
        text_add(out, _("object %u"), number);
    else
        text_add(out, _("variable at 0x%llx"), (unsigned long long)object->address);
}

void narrate_object(struct text *out, const struct trace *trace, uint32_t object)
{
    if (!object || object >= trace_objects(trace))
        return;
    const struct object *at = trace_object(trace, object);
    if (at->name)
        put_name(out, trace, at->name);
    else
        put_nameless(out, at, object);
}

/* The thread that has this handle. 0: none is known, or several had it one after the other, so that
 * the number alone does not say who is meant. */
static uint32_t thread_with(const struct trace *trace, uint32_t space, int64_t handle)
{
    uint32_t found = 0;
    for (uint32_t i = 1; handle && i < trace_objects(trace); i++) {
        const struct object *object = trace_object(trace, i);
        if (object->group != GROUP_TASK || object->address != (uint64_t)handle ||
            object->space != space || !object->name)
            continue;
        if (found)
            return 0;
        found = i;
    }
    return found;
}

void narrate_value(struct text *out, const struct trace *trace, uint32_t object, int64_t value)
{
    if (object >= trace_objects(trace))
        object = 0;
    const struct object *at = trace_object(trace, object);
    enum value_sort sort = value_sort(trace_text(trace, at->type));
    uint32_t thread = sort == VALUE_THREAD ? thread_with(trace, at->space, value) : 0;
    if (thread)
        put_name(out, trace, trace_object(trace, thread)->name);
    else
        value_put(out, value, at->size, sort);
}
