/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What exploring has found, told: the verdict, the simplest counterexample as a story, what the
 * program can print. As text, and as the JSON object that interface.md promises.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trace/narrate.h"
#include "ui/tell.h"

enum { STORY_LINES = 400, OUTCOME_LINES = 20, OUTPUT_COLUMNS = 44, BAR_COLUMNS = 24 };

int status_of_explored(const struct act_plan *plan, const struct act_result *result)
{
    const struct explore_result *explored = result->explored;
    if (explored->refusal)
        return STATUS_CANNOT;
    if (plan->is_of_page && result->keeps_word)
        return STATUS_OK;
    if (explored->verdict == VERDICT_EXHAUSTED)
        return STATUS_NO_VERDICT;
    return plan->is_of_page || explored->verdict == VERDICT_FAILED ? STATUS_WRONG : STATUS_OK;
}

/* --- the story -------------------------------------------------------------------------------- */

static bool is_wait(const struct event *event)
{
    return event->kind == K_LOCK_WAIT || event->kind == K_RDLOCK_WAIT ||
           event->kind == K_WRLOCK_WAIT || event->kind == K_SEM_WAIT;
}

/* The step that the round of a livelock begins with; 0: there is none. */
static uint32_t round_of(const struct explore_result *explored)
{
    const struct explore_failure *shown =
        explored->shown >= 0 ? &explored->failures[explored->shown] : NULL;
    bool is_round = shown && shown->kind == FAILURE_LIVELOCK && shown->number > 0;
    return is_round ? (uint32_t)shown->number : 0;
}

/* The next step of a lane, from event i on, or what it waits for in the end; NULL: neither. */
static const struct event *next_step(const struct explore_result *explored,
                                     const struct trace *trace, uint32_t lane, size_t i)
{
    const struct event *wait = NULL;
    for (; i < trace_count(trace) && i < explored->event_count; i++) {
        const struct event *event = trace_event(trace, i);
        if (event->lane != lane)
            continue;
        if (explored->steps[i] > 0)
            return event;
        if (is_wait(event))
            wait = event;
    }
    uint32_t from = wait ? 0 : round_of(explored);
    for (i = 0; from > 0 && i < trace_count(trace) && i < explored->event_count; i++)
        if (trace_event(trace, i)->lane == lane && explored->steps[i] >= from)
            return trace_event(trace, i);
    return wait;
}

/* Could this lane have gone on, where `model` stands, with what it does next? */
static bool could_go_on(const struct trace *trace, const struct model *model,
                        const struct event *next)
{
    if (!next)
        return false;
    const struct model_lock *lock = model_lock_of(model, (uint32_t)next->object);
    switch (next->kind) {
    case K_LOCK:
    case K_WRLOCK:
    case K_RDLOCK:
        return !lock || lock->owner == 0 || lock->owner == next->lane;
    case K_LOCK_WAIT:
    case K_WRLOCK_WAIT:
    case K_RDLOCK_WAIT:
        return !lock || lock->owner == 0;
    case K_SEM_GOT:
    case K_SEM_WAIT:
        return !lock || lock->value > 0;
    case K_JOIN: {
        uint64_t handle = trace_object(trace, (size_t)next->object)->address;
        uint32_t joined = model_thread(model, next->pid, handle);
        return joined && model_lane(model, joined)->state == LANE_ENDED;
    }
    case K_COND_WOKEN:
    case K_BARRIER_PASS:
    case K_ONCE_DONE:
        return false;
    default:
        return true;
    }
}

static void put_place(struct text *line, const struct trace *trace, const struct event *event)
{
    if (event->where == 0)
        return;
    text_put(line, "  (");
    narrate_place(line, trace, (uint32_t)event->where);
    text_put_char(line, ')');
}

/* The lane that made the last step stops here, and could have gone on. */
static void tell_interruption(const struct explore_result *explored, const struct trace *trace,
                              const struct model *model, uint32_t last, size_t i)
{
    if (!could_go_on(trace, model, next_step(explored, trace, last, i)))
        return;
    struct text who = {0};
    narrate_lane(&who, trace, last);
    printf(_("        --- here %s is interrupted ---\n"), text_get(&who));
    text_release(&who);
}

static void tell_story(const struct explore_result *explored, const struct trace *trace)
{
    uint32_t round = round_of(explored);
    struct model *model = model_new(trace);
    uint32_t last = 0, number = 0; /* lane and number of the last step */
    size_t lines = 0, count = trace_count(trace);
    for (size_t i = 0; i < count && lines < STORY_LINES; i++) {
        const struct event *event = trace_event(trace, i);
        uint32_t step = i < explored->event_count ? explored->steps[i] : 0;
        struct text line = {0};
        model_seek(model, i);
        if (step > 0 && step != number) { /* a new thread starts within its creator's step */
            if (last > 0 && last != event->lane)
                tell_interruption(explored, trace, model, last, i);
            last = event->lane;
            number = step;
            if (step == round)
                printf(_("        --- here begins the round ---\n"));
        }
        narrate(&line, trace, model, i);
        if (line.size > 0 && !(event->flags & EVENT_PRIVATE)) {
            put_place(&line, trace, event);
            if (step > 0)
                printf("  %4u  %s\n", step, text_get(&line));
            else
                printf("        %s\n", text_get(&line));
            lines++;
        }
        text_release(&line);
    }
    if (round > 0)
        printf(_("        --- and round again, from step %u ---\n"), round);
    if (lines == STORY_LINES)
        printf(_("        ... and so on; --save FILE keeps all of it\n"));
    model_free(model);
}

/* Who waits for what at the end, and where. */
static void tell_waiting(const struct explore_result *explored)
{
    for (unsigned i = 0; i < explored->thread_count; i++) {
        const struct explore_thread *thread = &explored->threads[i];
        if (thread->state != THREAD_BLOCKED && thread->state != THREAD_PAUSED)
            continue;
        struct text words = {0};
        explored_thread(&words, explored, i);
        printf("        %s\n", text_get(&words));
        text_release(&words);
    }
}

/* --- the verdict ------------------------------------------------------------------------------ */

static void tell_sentence(const struct explore_result *explored)
{
    struct text words = {0};
    explored_sentence(&words, explored);
    printf("  %s\n", text_get(&words));
    text_clear(&words);
    if (explored->verdict == VERDICT_SAMPLED && explored->random.threads > 0) {
        explored_chances(&words, explored);
        printf("  %s\n", text_get(&words));
    }
    text_release(&words);
}

static void tell_failure(const struct explore_failure *failure)
{
    struct text text = {0};
    explore_failure_text(&text, failure);
    printf("  %s%s%s: %s\n", failure_word(failure->kind), *failure->where ? _(" at ") : "",
           failure->where, text_get(&text));
    text_release(&text);
}

static void tell_outcomes(const struct explore_result *explored)
{
    uint64_t most = 0;
    for (size_t i = 0; i < explored->outcome_count; i++)
        if (explored->outcomes[i].count > most)
            most = explored->outcomes[i].count;
    if (most == 0 || (explored->outcome_count == 1 && explored->outcomes[0].size == 0))
        return;
    printf(explored->is_complete ? _("  what it can print, and on how many schedules:\n")
                                 : _("  what it printed on those that were looked at:\n"));
    for (size_t i = 0; i < explored->outcome_count && i < OUTCOME_LINES; i++) {
        const struct explore_outcome *outcome = &explored->outcomes[i];
        struct text output = {0}, count = {0};
        text_put_quoted(&output, outcome->output, outcome->size, OUTPUT_COLUMNS);
        text_put_count(&count, (int64_t)outcome->count);
        printf("    %s", text_get(&output));
        /* With quotes, dots and a blank. */
        for (int pad = text_width(text_get(&output)); pad < OUTPUT_COLUMNS + 6; pad++)
            putchar(' ');
        int full = 1 + (int)((double)outcome->count * (BAR_COLUMNS - 1) / (double)most);
        for (int column = 0; column < full; column++)
            putchar('#');
        printf(" %s%s\n", text_get(&count), outcome->status == 0 ? "" : _(" (failed)"));
        text_release(&output);
        text_release(&count);
    }
    if (explored->outcome_count > OUTCOME_LINES || explored->outcomes_left_out > 0)
        printf(_("    ... and others\n"));
}

static void tell_figures(const struct explore_result *explored)
{
    struct text line = {0};
    if (explored->executions == 0)
        return; /* one schedule was followed */
    text_put_count(&line, (int64_t)explored->executions);
    printf(ngettext("  %s execution", "  %s executions", (unsigned long)explored->executions),
           text_get(&line));
    if (explored->distinct > 0 && explored->distinct == explored->executions) {
        printf(_(", no two of them alike"));
    } else if (explored->distinct > 0) {
        text_clear(&line);
        text_put_count(&line, (int64_t)explored->distinct);
        printf(_(", %s of them truly different"), text_get(&line));
    }
    text_clear(&line);
    text_put_duration(&line, (int64_t)(explored->seconds * 1e9));
    printf(_(", in %s\n"), text_get(&line));
    text_clear(&line);
    if (explored_was_slow(&line, explored))
        printf("  %s\n", text_get(&line));
    text_release(&line);
    for (size_t i = 0; i < explored->reason_count; i++)
        printf(_("  NOT REPEATABLE: %s is not under our control, so another run may differ\n"),
               explored->reasons[i]);
    if (explored->diverged > 0)
        printf(_("  %llu executions did not follow their schedule: an error of the explorer\n"),
               (unsigned long long)explored->diverged);
}

/* In single quotes for a shell. */
static void put_shell(const char *word)
{
    putchar('\'');
    for (; *word; word++)
        if (*word == '\'')
            fputs("'\\''", stdout);
        else
            putchar(*word);
    putchar('\'');
}

static void put_word(const char *word)
{
    putchar(' ');
    if (strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                     "_-+=./:,") == strlen(word) &&
        *word)
        printf("%s", word);
    else
        put_shell(word);
}

static void tell_again(const struct act_plan *plan, const struct explore_failure *failure)
{
    printf(_("  to see it again: conc-tutor step --schedule "));
    put_shell(failure->schedule);
    if (failure->wakeups > 0)
        printf(" --spurious");
    for (size_t i = 0; plan->with && plan->with[i]; i++) {
        printf(" --with");
        put_word(plan->with[i]);
    }
    printf(" %s", plan->program);
    for (size_t i = 1; plan->argv[i]; i++)
        put_word(plan->argv[i]);
    printf("\n");
}

void plain_counterexample(const struct act_plan *plan, const struct explore_result *explored,
                          const struct trace *trace)
{
    const struct explore_failure *failure = &explored->failures[explored->shown];
    tell_failure(failure);
    printf(ngettext("  the simplest way there: %u preemption, ",
                    "  the simplest way there: %u preemptions, ", failure->preemptions),
           failure->preemptions);
    if (failure->wakeups > 0)
        printf(
            ngettext("%u wake-up without cause, ", "%u wake-ups without cause, ", failure->wakeups),
            failure->wakeups);
    printf(ngettext("%u step\n", "%u steps\n", failure->steps), failure->steps);
    if (trace)
        tell_story(explored, trace);
    if (failure->kind == FAILURE_DEADLOCK || failure->kind == FAILURE_LIVELOCK)
        tell_waiting(explored);
    if (*failure->schedule && plan->argv)
        tell_again(plan, failure);
    if (explored->failure_count > 1)
        printf(_("  besides:\n"));
    for (size_t i = 0; i < explored->failure_count; i++)
        if ((long)i != explored->shown)
            tell_failure(&explored->failures[i]);
}

/* Where a schedule that was replayed to its end, or to a stop, has led. */
static void tell_replay(const struct explore_result *explored, const struct trace *trace)
{
    if (trace)
        tell_story(explored, trace);
    tell_waiting(explored);
    for (size_t i = 0; i < explored->failure_count; i++)
        tell_failure(&explored->failures[i]);
    for (size_t i = 0; i < explored->outcome_count; i++) {
        const struct explore_outcome *outcome = &explored->outcomes[i];
        struct text output = {0};
        text_put_quoted(&output, outcome->output, outcome->size, 2 * OUTPUT_COLUMNS);
        if (outcome->size > 0)
            printf(_("  it printed %s\n"), text_get(&output));
        text_release(&output);
    }
    printf(_("  the schedule: %s\n"), explored->schedule);
}

void plain_findings(const struct act_plan *plan, const struct explore_result *explored,
                    const struct trace *trace)
{
    if (explored->shown >= 0)
        plain_counterexample(plan, explored, trace);
    tell_outcomes(explored);
    tell_figures(explored);
}

static void tell_advice(const struct explore_result *explored)
{
    struct text words = {0};
    explored_advice(&words, explored);
    if (words.size > 0)
        printf("  %s\n", text_get(&words));
    text_release(&words);
}

void plain_explored(const struct act_plan *plan, const struct act_result *result,
                    const struct trace *trace)
{
    const struct explore_result *explored = result->explored;
    if (explored->refusal) {
        printf(_("  CANNOT BE EXPLORED: %s\n"), explored->refusal);
        tell_advice(explored);
    } else if (plan->kind == BLOCK_STEP) {
        tell_replay(explored, trace);
    } else {
        tell_sentence(explored);
        plain_findings(plan, explored, trace);
        tell_advice(explored);
    }
    if (!result->keeps_word && !explored->refusal)
        printf(_("  NOT AS IT SHOULD BE: %s\n"), text_get(&result->broken_word));
    printf("\n");
}

/* --- JSON ------------------------------------------------------------------------------------- */

static void put_string(struct text *line, const char *key, const char *value)
{
    text_add(line, "\"%s\":", key);
    text_put_json(line, value, strlen(value));
}

static void put_threads(struct text *line, const struct explore_failure *failure)
{
    uint64_t threads = failure->threads ? failure->threads : UINT64_C(1) << failure->thread;
    const char *comma = "";
    text_put(line, ",\"threads\":[");
    for (unsigned i = 0; i < VERDICT_THREADS; i++) {
        if (!(threads >> i & 1))
            continue;
        text_add(line, "%s\"", comma);
        explore_thread_name(line, i);
        text_put_char(line, '"');
        comma = ",";
    }
    text_put_char(line, ']');
}

static void put_failure(struct text *line, const struct explore_failure *failure)
{
    struct text text = {0};
    explore_failure_text(&text, failure);
    text_put_char(line, '{');
    put_string(line, "kind", failure_word(failure->kind));
    text_put_char(line, ',');
    put_string(line, "where", failure->where);
    if (failure->kind == FAILURE_RACE) {
        text_put_char(line, ',');
        put_string(line, "other_where", failure->other_where);
    }
    if (*failure->object) {
        text_put_char(line, ',');
        put_string(line, "object", failure->object);
    }
    put_threads(line, failure);
    if (failure->kind == FAILURE_LIVELOCK && failure->number > 0)
        text_add(line, ",\"round_from\":%d", failure->number);
    if (failure->wakeups > 0)
        text_add(line, ",\"wakeups\":%u", failure->wakeups);
    text_add(line, ",\"preemptions\":%u,\"steps\":%u,", failure->preemptions, failure->steps);
    put_string(line, "schedule", failure->schedule);
    text_put_char(line, ',');
    put_string(line, "text", text_get(&text));
    text_put_char(line, '}');
    text_release(&text);
}

static void put_outcome(struct text *line, const struct explore_outcome *outcome)
{
    text_put(line, "{\"output\":");
    text_put_json(line, outcome->output, outcome->size);
    text_add(line, ",\"count\":%llu,\"status\":%d%s}", (unsigned long long)outcome->count,
             outcome->status, outcome->is_cut ? ",\"cut\":true" : "");
}

static void put_reasons(struct text *line, const struct explore_result *explored)
{
    if (explored->reason_count == 0)
        return;
    text_put(line, ",\"not_repeatable_because\":[");
    for (size_t i = 0; i < explored->reason_count; i++) {
        text_put(line, i ? "," : "");
        text_put_json(line, explored->reasons[i], strlen(explored->reasons[i]));
    }
    text_put_char(line, ']');
}

static void put_backend(struct text *line, const struct explore_result *explored)
{
    if (explored->backend == BACKEND_AUTO)
        return;
    text_put_char(line, ',');
    put_string(line, "backend", backend_word(explored->backend));
    if (!explored->backend_why || !*explored->backend_why)
        return;
    text_put_char(line, ',');
    put_string(line, "backend_because", explored->backend_why);
}

void json_explored_into(struct text *line, const struct act_plan *plan,
                        const struct act_result *result)
{
    const struct explore_result *explored = result->explored;
    text_put(line, "{\"verdict\":");
    text_add(line, "\"%s\"", explored->refusal ? "refused" : verdict_word(explored->verdict));
    text_add(line, ",\"proved\":%s,\"executions\":%llu,\"distinct\":%llu,\"seconds\":%.6f",
             explored->verdict == VERDICT_PROVED ? "true" : "false",
             (unsigned long long)explored->executions, (unsigned long long)explored->distinct,
             explored->seconds);
    text_put(line, ",\"preemption_bound\":");
    if (explored->bound < 0)
        text_put(line, "null");
    else
        text_add(line, "%d", explored->bound);
    text_add(line, ",\"complete\":%s,\"repeatable\":%s", explored->is_complete ? "true" : "false",
             explored->reason_count == 0 ? "true" : "false");
    put_reasons(line, explored);
    put_backend(line, explored);
    if (explored->random.threads > 0) {
        text_add(line, ",\"random\":{\"threads\":%u,\"steps\":%u,\"probability\":[",
                 explored->random.threads, explored->random.steps);
        for (unsigned order = 1; order <= VERDICT_ORDERS; order++)
            text_add(line, "%s%.9g", order > 1 ? "," : "", explored_chance(explored, order));
        text_put(line, "]}");
    }
    if (explored->too_long > 0)
        text_add(line, ",\"too_long\":%llu", (unsigned long long)explored->too_long);
    if (explored->refusal) {
        text_put_char(line, ',');
        put_string(line, "refusal", explored->refusal);
    }
    text_put(line, ",\"failures\":[");
    for (size_t i = 0; i < explored->failure_count; i++) {
        text_put(line, i ? "," : "");
        put_failure(line, &explored->failures[i]);
    }
    text_put(line, "],\"outcomes\":[");
    for (size_t i = 0; i < explored->outcome_count; i++) {
        text_put(line, i ? "," : "");
        put_outcome(line, &explored->outcomes[i]);
    }
    text_put(line, "],");
    put_string(line, "act", act_word(plan->kind));
    text_put_char(line, ',');
    put_string(line, "command", explored->command);
    if (plan->bounds.shards > 1)
        text_add(line, ",\"shard\":%u,\"shards\":%u", plan->bounds.shard + 1, plan->bounds.shards);
    if (plan->kind == BLOCK_STEP) {
        text_put_char(line, ',');
        put_string(line, "schedule", explored->schedule);
    }
    text_add(line, ",\"diverged\":%llu,\"keeps_word\":%s}", (unsigned long long)explored->diverged,
             result->keeps_word ? "true" : "false");
}

void json_explored(const struct act_plan *plan, const struct act_result *result,
                   const struct trace *trace)
{
    (void)trace;
    struct text line = {0};
    json_explored_into(&line, plan, result);
    text_put_char(&line, '\n');
    fwrite(text_get(&line), 1, line.size, stdout); /* an error shows at the next fflush() */
    text_release(&line);
}
