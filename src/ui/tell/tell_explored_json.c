/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What exploring has found, as the JSON object that doc/json.md promises.
 */
#include <stdio.h>
#include <string.h>

#include "ui/tell/tell.h"

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
    text_put_member(line, "kind", failure_word(failure->kind));
    text_put_member(line, "where", failure->where);
    if (failure->kind == FAILURE_RACE || *failure->other_where)
        text_put_member(line, "other_where", failure->other_where);
    if (*failure->object) {
        text_put_member(line, "object", failure->object);
    }
    put_threads(line, failure);
    if (failure->kind == FAILURE_LIVELOCK && failure->number > 0)
        text_add(line, ",\"round_from\":%d", failure->number);
    if (failure->wakeups > 0)
        text_add(line, ",\"wakeups\":%u", failure->wakeups);
    text_add(line, ",\"preemptions\":%u,\"steps\":%u,", failure->preemptions, failure->steps);
    text_put_member(line, "schedule", failure->schedule);
    text_put_member(line, "text", text_get(&text));
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
    text_put_member(line, "backend", backend_word(explored->backend));
    if (!explored->backend_why || !*explored->backend_why)
        return;
    text_put_member(line, "backend_because", explored->backend_why);
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
    if (explored->draws)
        text_put_member(line, "draws", explored->draws);
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
        text_put_member(line, "refusal", explored->refusal);
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
    text_put_member(line, "act", act_word(plan->kind));
    text_put_member(line, "command", explored->command);
    if (plan->bounds.shards > 1)
        text_add(line, ",\"shard\":%u,\"shards\":%u", plan->bounds.shard + 1, plan->bounds.shards);
    if (plan->kind == BLOCK_STEP) {
        text_put_member(line, "schedule", explored->schedule);
    }
    const char *is_as_taught = result->keeps_word ? "true" : "false";
    text_add(line, ",\"diverged\":%llu,\"keeps_word\":%s,\"as_taught\":%s",
             (unsigned long long)explored->diverged, is_as_taught, is_as_taught);
    if (result->broken_word.size > 0) {
        text_put_member(line, "because", text_get(&result->broken_word));
    }
    text_put_char(line, '}');
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
