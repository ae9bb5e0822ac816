/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what the explored process wrote (event/verdict.h) to a result and a trace. It may have
 * written anything: each number is held to its range, each text to its end, before it is used.
 */
#include <stdlib.h>
#include <string.h>

#include "core/explore/explore.h"
#include "core/symbols/symbols.h"
#include "core/trace/model.h"
#include "core/trace/narrate.h"
#include "core/trace/resolve.h"

/* --- small readers ---------------------------------------------------------------------------- */

/* A text that may lack its end, for a terminal. */
static char *copy_text(const char *text, size_t size)
{
    char *copy = xstrndup(text, strnlen(text, size));
    for (char *c = copy; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
    return copy;
}

/* Schedules are letters, digits, blanks, '@' and '=': anything else ends one. */
static char *copy_schedule(const char *text)
{
    size_t n = 0;
    while (n < VERDICT_SCHEDULE_BYTES &&
           ((text[n] >= 'a' && text[n] <= 'z') || (text[n] >= 'A' && text[n] <= 'Z') ||
            (text[n] >= '0' && text[n] <= '9') || text[n] == ' ' || text[n] == '@' ||
            text[n] == '='))
        n++;
    return xstrndup(text, n);
}

static char *place_of(struct symbols *symbols, uint64_t address)
{
    struct symbol_place place;
    if (address == 0 || !symbols_place(symbols, address, &place) || !place.path)
        return xstrdup("");
    const char *slash = strrchr(place.path, '/');
    return xasprintf("%s:%u", slash ? slash + 1 : place.path, place.line);
}

static char *object_of(struct symbols *symbols, uint64_t address)
{
    struct text name = {0};
    struct symbol_variable variable;
    if (address != 0 && !symbols_variable(symbols, address, &name, &variable))
        text_clear(&name);
    return text_give(&name);
}

static struct symbols *symbols_of(const struct verdict *verdict, const char *program)
{
    struct symbols *symbols = symbols_new();
    symbols_add(symbols, program, verdict->load_bias);
    return symbols;
}

/* --- a result --------------------------------------------------------------------------------- */

struct explore_result *explore_result_new(const char *command)
{
    struct explore_result *result = xcalloc(1, sizeof(*result));
    result->command = xstrdup(command);
    result->schedule = xstrdup("");
    result->bound = -1;
    result->shown = -1;
    return result;
}

static void failure_release(struct explore_failure *failure)
{
    free(failure->where);
    free(failure->other_where);
    free(failure->object);
    free(failure->text);
    free(failure->told);
    free(failure->schedule);
}

static void release_threads(struct explore_result *result)
{
    for (unsigned i = 0; i < VERDICT_THREADS; i++) {
        free(result->threads[i].where);
        free(result->threads[i].object);
        free(result->threads[i].held);
        result->threads[i] = (struct explore_thread){0};
    }
    result->thread_count = 0;
}

void explore_result_free(struct explore_result *result)
{
    if (!result)
        return;
    for (size_t i = 0; i < result->failure_count; i++)
        failure_release(&result->failures[i]);
    explore_result_forget_outcomes(result);
    for (size_t i = 0; i < result->reason_count; i++)
        free(result->reasons[i]);
    release_threads(result);
    free(result->command);
    free(result->failures);
    free(result->outcomes);
    free(result->reasons);
    free(result->refusal);
    free(result->backend_why);
    free(result->draws);
    free(result->schedule);
    free(result->steps);
    free(result);
}

void explore_result_forget_outcomes(struct explore_result *result)
{
    for (size_t i = 0; i < result->outcome_count; i++)
        free(result->outcomes[i].output);
    result->outcome_count = result->outcomes_left_out = 0;
    result->distinct = 0;
}

static bool is_simpler(const struct explore_failure *a, const struct explore_failure *b)
{
    if (a->preemptions != b->preemptions)
        return a->preemptions < b->preemptions;
    if (a->wakeups != b->wakeups)
        return a->wakeups < b->wakeups;
    return a->steps < b->steps;
}

/* The two accesses of a race may have been met in either order. */
static bool is_same(const struct explore_failure *a, const struct explore_failure *b)
{
    if (a->kind != b->kind)
        return false;
    if (strcmp(a->where, b->where) == 0 && strcmp(a->other_where, b->other_where) == 0)
        return true;
    return a->kind == FAILURE_RACE && strcmp(a->where, b->other_where) == 0 &&
           strcmp(a->other_where, b->where) == 0;
}

/* Each kind once per place, with its fewest preemptions. */
void explore_result_put_failure(struct explore_result *result, struct explore_failure *failure)
{
    for (size_t i = 0; i < result->failure_count; i++) {
        struct explore_failure *known = &result->failures[i];
        if (!is_same(known, failure))
            continue;
        if (is_simpler(failure, known)) {
            failure_release(known);
            *known = *failure;
        } else {
            failure_release(failure);
        }
        return;
    }
    result->failures =
        xrealloc(result->failures, (result->failure_count + 1) * sizeof(*result->failures));
    result->failures[result->failure_count++] = *failure;
}

static void add_failures(struct explore_result *result, const struct verdict *verdict,
                         struct symbols *symbols)
{
    uint32_t count = verdict->failure_count;
    for (uint32_t i = 0; i < count && i < VERDICT_FAILURES; i++) {
        const struct verdict_failure *from = &verdict->failures[i];
        if (from->kind >= FAILURE_KINDS)
            continue;
        struct explore_failure failure = {
            .kind = (enum failure_kind)from->kind,
            .where = place_of(symbols, from->where),
            .other_where = place_of(symbols, from->other_where),
            .object = object_of(symbols, from->object),
            .address = from->object,
            .text = copy_text(from->text, sizeof(from->text)),
            .schedule = copy_schedule(from->schedule),
            .thread = from->thread < VERDICT_THREADS ? from->thread : 0,
            .other = from->other < VERDICT_THREADS ? from->other : ~0u,
            .threads = from->threads & ((UINT64_C(1) << VERDICT_THREADS) - 1),
            .preemptions = from->preemptions,
            .wakeups = from->wakeups,
            .steps = from->steps,
            .flags = from->flags,
            .number = from->number,
        };
        explore_result_put_failure(result, &failure);
    }
    result->failures_left_out += verdict->failures_left_out;
}

void explore_result_put_outcome(struct explore_result *result,
                                const struct explore_outcome *outcome)
{
    for (size_t i = 0; i < result->outcome_count; i++) {
        struct explore_outcome *known = &result->outcomes[i];
        if (known->status != outcome->status || known->size != outcome->size ||
            known->is_cut != outcome->is_cut ||
            memcmp(known->output, outcome->output, known->size) != 0)
            continue;
        known->count += outcome->count;
        return;
    }
    result->outcomes =
        xrealloc(result->outcomes, (result->outcome_count + 1) * sizeof(*result->outcomes));
    struct explore_outcome *added = &result->outcomes[result->outcome_count++];
    *added = *outcome;
    added->output = xmalloc(outcome->size + 1);
    memcpy(added->output, outcome->output, outcome->size);
    added->output[outcome->size] = '\0';
}

void explore_result_add_outcomes(struct explore_result *result, const struct verdict *verdict)
{
    result->distinct += verdict->distinct;
    for (uint32_t i = 0; i < verdict->outcome_count && i < VERDICT_OUTCOMES; i++) {
        const struct verdict_outcome *from = &verdict->outcomes[i];
        uint32_t start = from->output < VERDICT_POOL_BYTES ? from->output : VERDICT_POOL_BYTES;
        uint32_t left = VERDICT_POOL_BYTES - start;
        struct explore_outcome outcome = {
            .output = (char *)verdict->pool + start, /* only read */
            .size = from->size < left ? from->size : left,
            .is_cut = (from->flags & 1) != 0 || from->size > left,
            .status = from->status,
            .count = from->count,
        };
        explore_result_put_outcome(result, &outcome);
    }
    result->outcomes_left_out += verdict->outcomes_left_out;
}

static void add_reasons(struct explore_result *result, const struct verdict *verdict,
                        struct symbols *symbols)
{
    uint32_t count = verdict->strayed_count;
    for (uint32_t i = 0; i < count && i < VERDICT_REASONS; i++) {
        char *reason = place_of(symbols, verdict->strayed[i]);
        bool is_known = false;
        if (!*reason) {
            free(reason);
            reason = xasprintf("0x%llx", (unsigned long long)verdict->strayed[i]);
        }
        for (size_t k = 0; k < result->reason_count; k++)
            is_known = is_known || strcmp(result->reasons[k], reason) == 0;
        if (is_known) {
            free(reason);
            continue;
        }
        result->reasons =
            xrealloc(result->reasons, (result->reason_count + 1) * sizeof(*result->reasons));
        result->reasons[result->reason_count++] = reason;
    }
}

static void add_refusal(struct explore_result *result, const struct verdict *verdict,
                        struct symbols *symbols)
{
    if (verdict->state != VERDICT_REFUSED || result->refusal)
        return;
    char *where = place_of(symbols, verdict->where);
    result->refused = (enum refused_kind)verdict->refused;
    char *what = copy_text(verdict->text, sizeof(verdict->text));
    static const char standard[] = "__isoc99_"; /* the C library's name for a function of C99 */
    bool is_standard = strncmp(what, standard, strlen(standard)) == 0;
    const char *name = what + (is_standard ? strlen(standard) : 0);
    result->refusal = xasprintf("%s%s%s", where, *where ? ": " : "", name);
    free(where);
    free(what);
}

/* All processes of a search use the same. */
static void take_backend(struct explore_result *result, const struct verdict *verdict)
{
    uint32_t backend = verdict->backend;
    if (backend == BACKEND_AUTO || backend >= BACKENDS)
        return;
    result->backend = (enum verdict_backend)backend;
    free(result->backend_why);
    result->backend_why = copy_text(verdict->backend_why, sizeof(verdict->backend_why));
}

void explore_result_add(struct explore_result *result, const struct verdict *verdict,
                        const char *program)
{
    struct symbols *symbols = symbols_of(verdict, program);
    add_failures(result, verdict, symbols);
    add_reasons(result, verdict, symbols);
    add_refusal(result, verdict, symbols);
    take_backend(result, verdict);
    if (verdict->draws != 0 && !result->draws)
        result->draws = place_of(symbols, verdict->draws);
    symbols_free(symbols);
    result->executions += verdict->progress.executions;
    result->too_long += verdict->progress.too_long;
    result->steps_most = verdict->request.steps;
    if (verdict->random.threads > 0)
        result->random = verdict->random;
    result->diverged += verdict->progress.diverged;
}

/* --- order ------------------------------------------------------------------------------------ */

/* What goes wrong before what is only undefined; then the simplest. */
static int by_simplicity(const void *a, const void *b)
{
    const struct explore_failure *x = a, *y = b;
    if (failure_rank(x->kind) != failure_rank(y->kind))
        return failure_rank(x->kind) < failure_rank(y->kind) ? -1 : 1;
    if (is_simpler(x, y))
        return -1;
    if (is_simpler(y, x))
        return 1;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    int order = strcmp(x->where, y->where);
    return order ? order : strcmp(x->other_where, y->other_where);
}

static int by_count(const void *a, const void *b)
{
    const struct explore_outcome *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    size_t n = x->size < y->size ? x->size : y->size;
    int order = memcmp(x->output, y->output, n);
    if (order == 0)
        order = x->size < y->size ? -1 : x->size > y->size;
    return order ? order : x->status - y->status;
}

void explore_result_order(struct explore_result *result)
{
    if (result->failure_count > 0)
        qsort(result->failures, result->failure_count, sizeof(*result->failures), by_simplicity);
    if (result->outcome_count > 0)
        qsort(result->outcomes, result->outcome_count, sizeof(*result->outcomes), by_count);
    result->shown = result->failure_count > 0 ? 0 : -1;
}

/* --- the recorded execution ------------------------------------------------------------------- */

static void take_threads(struct explore_result *result, const struct verdict *verdict,
                         const char *program)
{
    struct symbols *symbols = symbols_of(verdict, program);
    release_threads(result);
    for (unsigned i = 0; i < VERDICT_THREADS; i++) {
        const struct verdict_thread *from = &verdict->threads[i];
        struct explore_thread *to = &result->threads[i];
        to->state = from->state <= THREAD_ENDED ? (enum thread_state)from->state : THREAD_NONE;
        to->kind = from->kind < K_COUNT ? (enum event_kind)from->kind : K_NONE;
        to->where = place_of(symbols, from->where);
        to->object = object_of(symbols, from->object);
        to->owner = from->owner < VERDICT_THREADS ? from->owner : ~0u;
        to->steps = from->steps;
        to->signals = from->signals;
        if (to->state != THREAD_NONE)
            result->thread_count = i + 1;
    }
    symbols_free(symbols);
}

/* The text in the K_TEXT records behind event i; returns how many there are. */
static size_t gather_text(const struct verdict *verdict, size_t i, size_t count, struct text *text)
{
    size_t records = 0;
    size_t wanted = verdict->events[i].text < TEXT_LIMIT ? verdict->events[i].text : TEXT_LIMIT;
    text_clear(text);
    while (i + records + 1 < count && verdict->events[i + records + 1].kind == K_TEXT) {
        const struct event *more = &verdict->events[i + ++records];
        size_t left = wanted - text->size;
        text_put_bytes(text, (const char *)more, left < TEXT_BYTES ? left : TEXT_BYTES);
    }
    return records;
}

/* Steps have no time of their own: each event is a microsecond after the one before it. */
static void put_event(struct explore_result *result, struct resolver *resolver, struct trace *trace,
                      struct event event, const struct text *text)
{
    uint32_t step = event.lane;
    event.pid = 1;
    if (event.tid == 0 || event.tid > VERDICT_THREADS)
        return;
    event.clock = 1000 * (uint64_t)trace_count(trace);
    event.lane = 0;
    if (!resolver_event(resolver, &event, text_get(text), text->size))
        return;
    trace_append(trace, &event);
    result->steps[result->event_count++] = step;
}

/* At the end of the trace, each thread before a write. Its numbers: process 1, thread n + 1. */
static void take_held(struct explore_result *result, const struct verdict *verdict,
                      struct resolver *resolver, const struct trace *trace)
{
    struct model *model = model_new(trace);
    model_seek(model, trace_count(trace));
    for (unsigned i = 0; i < result->thread_count; i++) {
        struct explore_thread *thread = &result->threads[i];
        if (thread->state != THREAD_READY || thread->kind != K_MEM_WRITE)
            continue;
        uint64_t address = verdict->threads[i].object;
        struct event write = {.kind = K_MEM_WRITE, .lane = resolver_lane(resolver, 1, i + 1)};
        write.object = resolver_object(resolver, 1, address, K_MEM_WRITE, 0);
        int64_t value;
        if (!model_holds(model, &write, &value))
            continue;
        struct text words = {0};
        narrate_value(&words, trace, (uint32_t)write.object, value);
        thread->held = text_give(&words);
    }
    model_free(model);
}

/* What is no global variable may have got a name in the story. */
static void take_name(char **name, const struct trace *trace, const struct object *object)
{
    if (**name != '\0' || *trace_text(trace, object->type) == '\0') /* "lock 1" is none */
        return;
    free(*name);
    *name = xstrdup(trace_text(trace, object->name));
}

static void name_threads(struct explore_result *result, const struct verdict *verdict,
                         const struct trace *trace)
{
    for (size_t k = trace_objects(trace); k-- > 1;)
        for (unsigned i = 0; i < result->thread_count; i++)
            if (verdict->threads[i].object == trace_object(trace, k)->address)
                take_name(&result->threads[i].object, trace, trace_object(trace, k));
}

/* It has the name that it has in the story, if there it is accessed at the same line; that of the
 * other access, where this one frees it. */
void explore_result_name(struct explore_result *result, const struct trace *trace)
{
    for (size_t k = 0; k < result->failure_count; k++) {
        struct explore_failure *failure = &result->failures[k];
        for (size_t i = 0; i < trace_count(trace) && *failure->object == '\0'; i++) {
            const struct event *event = trace_event(trace, i);
            const struct object *object = trace_object(trace, event->object);
            if (event->object == 0 || object->address != failure->address)
                continue;
            struct text where = {0};
            narrate_place(&where, trace, (uint32_t)event->where);
            bool frees = failure->flags & FAILURE_FREES;
            if (strcmp(text_get(&where), frees ? failure->other_where : failure->where) == 0)
                take_name(&failure->object, trace, object);
            text_release(&where);
        }
    }
}

struct trace *explore_result_trace(struct explore_result *result, const struct verdict *verdict,
                                   const char *program)
{
    size_t count = verdict->event_count < VERDICT_EVENTS ? verdict->event_count : VERDICT_EVENTS;
    take_threads(result, verdict, program);
    free(result->schedule);
    result->schedule = copy_schedule(verdict->schedule);
    free(result->steps);
    result->steps = xcalloc(count + 1, sizeof(*result->steps));
    result->event_count = 0;
    result->events_left_out = verdict->events_left_out;
    if (count == 0)
        return NULL;
    struct trace *trace = trace_new();
    struct resolver *resolver = resolver_new(trace);
    char *shown = xstrndup(result->command, strcspn(result->command, " "));
    struct text text = {0};
    resolver_stay_inside(resolver);
    resolver_alias(resolver, program, shown);
    for (size_t i = 0; i < count; i++) {
        const struct event *event = &verdict->events[i];
        size_t records = gather_text(verdict, i, count, &text);
        if (event->kind < K_COUNT && event->kind != K_NONE && event->kind != K_TEXT)
            put_event(result, resolver, trace, *event, &text);
        i += records;
    }
    resolver_unmark_shared(resolver);
    take_held(result, verdict, resolver, trace);
    name_threads(result, verdict, trace);
    uint32_t command = trace_add_text(trace, result->command, strlen(result->command));
    struct trace_facts *facts = trace_change_facts(trace);
    facts->command = command;
    facts->cpus = 1;
    facts->wall_ns = 1000 * (uint64_t)trace_count(trace);
    facts->lost = result->events_left_out;
    facts->has_ended = 1;
    text_release(&text);
    free(shown);
    resolver_free(resolver);
    return trace;
}
