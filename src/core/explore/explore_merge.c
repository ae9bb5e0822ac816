/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joining shards: what `explore --json --shard I/N` printed on several machines becomes one result,
 * as if one of them had done it all. It is a proof only if every part is there, once, and complete.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/explore/explore.h"

enum { FILE_LIMIT = 64 << 20, SHARDS_MOST = 1000000 };

struct explore_merge {
    struct explore_result *result;
    unsigned shards;   /* that there must be; 0: not known yet */
    unsigned *seen;    /* how often each was there */
    bool is_exhausted; /* a part came to no end */
};

struct explore_merge *explore_merge_new(void)
{
    return xcalloc(1, sizeof(struct explore_merge));
}

void explore_merge_free(struct explore_merge *merge)
{
    if (!merge)
        return;
    explore_result_free(merge->result);
    free(merge->seen);
    free(merge);
}

static uint64_t count_of(const struct json *json, const char *key)
{
    double n = json_number(json, key, 0);
    return n > 0 && n < 9e18 ? (uint64_t)n : 0;
}

static void take_failure(struct explore_result *result, const struct json *json)
{
    const char *word = json_string(json, "kind", "");
    for (int kind = 0; kind < FAILURE_KINDS; kind++) {
        if (strcmp(word, failure_word((enum failure_kind)kind)) != 0)
            continue;
        struct explore_failure failure = {
            .kind = (enum failure_kind)kind,
            .where = xstrdup(json_string(json, "where", "")),
            .other_where = xstrdup(json_string(json, "other_where", "")),
            .object = xstrdup(json_string(json, "object", "")),
            .text = xstrdup(""),
            .told = xstrdup(json_string(json, "text", "")),
            .schedule = xstrdup(json_string(json, "schedule", "")),
            .other = ~0u,
            .preemptions = (unsigned)count_of(json, "preemptions"),
            .wakeups = (unsigned)count_of(json, "wakeups"),
            .steps = (unsigned)count_of(json, "steps"),
        };
        const struct json *threads = json_get(json, "threads");
        for (size_t i = 0; threads && threads->type == JSON_ARRAY && i < threads->count; i++)
            for (unsigned n = 0; n < VERDICT_THREADS; n++) {
                struct text name = {0};
                explore_thread_name(&name, n);
                if (threads->items[i].type == JSON_STRING &&
                    strcmp(threads->items[i].string, text_get(&name)) == 0)
                    failure.threads |= UINT64_C(1) << n;
                text_release(&name);
            }
        explore_result_put_failure(result, &failure);
        return;
    }
}

static void take_all(struct explore_result *result, const struct json *json)
{
    const struct json *failures = json_get(json, "failures"),
                      *outcomes = json_get(json, "outcomes");
    for (size_t i = 0; failures && failures->type == JSON_ARRAY && i < failures->count; i++)
        take_failure(result, &failures->items[i]);
    for (size_t i = 0; outcomes && outcomes->type == JSON_ARRAY && i < outcomes->count; i++) {
        const struct json *from = &outcomes->items[i], *output = json_get(from, "output");
        if (!output || output->type != JSON_STRING)
            continue;
        struct explore_outcome outcome = {.output = output->string,
                                          .size = output->size,
                                          .is_cut = json_bool(from, "cut"),
                                          .status = (int)json_number(from, "status", 0),
                                          .count = count_of(from, "count")};
        explore_result_put_outcome(result, &outcome);
    }
    result->executions += count_of(json, "executions");
    result->distinct += count_of(json, "distinct");
    result->diverged += count_of(json, "diverged");
    int backend = backend_of(json_string(json, "backend", ""));
    if (backend > (int)result->backend) /* the slowest of several machines' */
        result->backend = (enum verdict_backend)backend;
    double seconds = json_number(json, "seconds", 0);
    result->seconds = seconds > result->seconds ? seconds : result->seconds;
    result->is_complete = result->is_complete && json_bool(json, "complete");
}

/* The last line that is not empty. */
static struct json *last_object(const struct text *text)
{
    size_t end = text->size;
    while (end > 0 && strchr(" \r\n", text->data[end - 1]))
        end--;
    size_t start = end;
    while (start > 0 && text->data[start - 1] != '\n')
        start--;
    return json_parse(text_get(text) + start, end - start);
}

int explore_merge_add(struct explore_merge *merge, const char *path, struct err *err)
{
    struct text text = {0};
    int status = file_read(path, FILE_LIMIT, &text, err);
    if (status < 0) {
        err->status = STATUS_USAGE;
        return -1;
    }
    struct json *json = last_object(&text);
    text_release(&text);
    uint64_t shard = count_of(json, "shard"), shards = count_of(json, "shards");
    const char *command = json_string(json, "command", "");
    if (!json || !*json_string(json, "verdict", "") || shards < 1 || shards > SHARDS_MOST ||
        shard < 1 || shard > shards)
        status = err_set(err, STATUS_USAGE, _("'%s' is not what explore --json --shard I/N prints"),
                         path);
    else if (merge->result &&
             (merge->shards != shards || strcmp(merge->result->command, command) != 0))
        status =
            err_set(err, STATUS_USAGE, _("'%s' is a part of something else: %s, in %llu parts"),
                    path, command, (unsigned long long)shards);
    if (status == 0) {
        if (!merge->result) {
            merge->result = explore_result_new(command);
            merge->result->is_complete = true;
            merge->shards = (unsigned)shards;
            merge->seen = xcalloc(shards, sizeof(*merge->seen));
        }
        if (merge->seen[shard - 1]++ > 0)
            status = err_set(err, STATUS_USAGE, _("'%s' is part %llu, which was there before"),
                             path, (unsigned long long)shard);
        else
            take_all(merge->result, json);
        merge->is_exhausted |= strcmp(json_string(json, "verdict", ""), "exhausted") == 0;
    }
    json_free(json);
    return status;
}

struct explore_result *explore_merge_take(struct explore_merge *merge, struct err *err)
{
    for (unsigned i = 0; i < merge->shards; i++)
        if (merge->seen[i] == 0) {
            err_set(err, STATUS_USAGE, _("part %u of %u is missing"), i + 1, merge->shards);
            return NULL;
        }
    struct explore_result *result = merge->result;
    if (!result) {
        err_set(err, STATUS_USAGE, _("there is nothing to join"));
        return NULL;
    }
    merge->result = NULL;
    explore_result_order(result);
    result->verdict = result->failure_count > 0                     ? VERDICT_FAILED
                      : merge->is_exhausted || !result->is_complete ? VERDICT_EXHAUSTED
                                                                    : VERDICT_PROVED;
    return result;
}
