/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One JSON object a line. Its words are a protocol (doc/json.md): fields may be added, none is
 * renamed, nothing is translated.
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "core/lesson/figure.h"
#include "core/trace/narrate.h"
#include "ui/tell/tell.h"
#include "ui/tell/tell_exercise.h"

static void put_line(struct text *line)
{
    text_put_char(line, '\n');
    fwrite(text_get(line), 1, line->size, stdout); /* an error shows at the next fflush() */
    text_clear(line);
}

static void json_title(const struct lesson *lesson)
{
    struct text line = {0};
    text_put_char(&line, '{');
    text_put_member(&line, "lesson", lesson->name);
    text_put_member(&line, "title", lesson->title);
    text_put_char(&line, '}');
    put_line(&line);
    text_release(&line);
}

static void json_block(const struct lesson *lesson, const struct block *block)
{
    (void)lesson;
    if (block->kind == BLOCK_NOTES)
        return;
    struct text line = {0};
    text_put_char(&line, '{');
    text_put_member(&line, block->kind == BLOCK_PREDICT ? "predict" : "prose", block->text);
    if (block->kind == BLOCK_PREDICT) {
        text_put(&line, ",\"answers\":[");
        for (size_t i = 0; i < block->answer_count; i++) {
            text_put(&line, i ? ",{" : "{");
            text_put(&line, "\"text\":");
            text_put_json(&line, block->answers[i].text, strlen(block->answers[i].text));
            text_add(&line, ",\"right\":%s}", block->answers[i].is_right ? "true" : "false");
        }
        text_put_char(&line, ']');
    }
    text_put_char(&line, '}');
    put_line(&line);
    text_release(&line);
}

static void json_begin(const struct act_plan *plan)
{
    (void)plan;
}

static void json_event(const struct trace *trace, struct model *model, size_t i)
{
    struct text line = {0};
    model_seek(model, i);
    event_json(&line, trace, model, i);
    put_line(&line);
    text_release(&line);
}

static void json_flush(const struct trace *trace)
{
    (void)trace;
}

static void put_ends(struct text *line, const struct act_result *result)
{
    text_put(line, ",\"ends\":{");
    const char *comma = "";
    for (int end = 0; end < RUN_ENDS; end++) {
        if (result->ends[end] == 0)
            continue;
        text_add(line, "%s\"%s\":%u", comma, run_end_word((enum run_end)end), result->ends[end]);
        comma = ",";
    }
    text_put_char(line, '}');
}

static void put_tally(struct text *line, const struct tally *tally)
{
    text_put(line, ",\"tally\":[");
    for (size_t i = 0; i < tally->count; i++) {
        text_put(line, i ? ",{\"text\":" : "{\"text\":");
        text_put_json(line, tally->lines[i].text, strlen(tally->lines[i].text));
        text_add(line, ",\"count\":%u}", tally->lines[i].count);
    }
    text_put_char(line, ']');
    if (tally->others > 0)
        text_add(line, ",\"tally_others\":%u", tally->others);
}

static void put_chart(struct text *line, const struct chart *chart)
{
    if (!chart->unit)
        return;
    text_put(line, ",\"chart\":{\"unit\":");
    text_put_json(line, chart->unit, strlen(chart->unit));
    text_put(line, ",\"bars\":[");
    for (size_t i = 0; i < chart->count; i++) {
        text_put(line, i ? ",{\"label\":" : "{\"label\":");
        text_put_json(line, chart->bars[i].label, strlen(chart->bars[i].label));
        text_add(line, ",\"value\":%.6g}", chart_value(chart, i));
    }
    text_put(line, "]}");
}

/* Each span as it was, on which lane. */
static void put_spans(struct text *line, const struct act_result *result)
{
    const struct spans *spans = &result->spans;
    if (!result->has_spans)
        return;
    text_put(line, ",\"spans\":[");
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *span = &spans->list[i];
        const char *name = "";
        for (size_t k = 0; k < spans->row_count; k++)
            name = spans->rows[k].lane == span->lane ? spans->rows[k].name : name;
        text_add(line, "%s{\"lane\":", i ? "," : "");
        text_put_json(line, name, strlen(name));
        text_add(line, ",\"number\":%lld,\"from_ns\":%llu,\"to_ns\":%llu,\"cut\":%s}",
                 (long long)span->number, (unsigned long long)span->from,
                 (unsigned long long)span->to, span->is_cut ? "true" : "false");
    }
    text_put_char(line, ']');
}

static void json_result(const struct act_result *result, const struct trace *trace)
{
    static const char *const places[] = {"free", "spread", "one"};
    const struct run_outcome *last = &result->last;
    struct text line = {0};
    text_put_char(&line, '{');
    text_put_member(&line, "act", "run");
    const char *slash = strrchr(result->program, '/');
    text_put_member(&line, "program", slash ? slash + 1 : result->program);
    text_put_member(&line, "name", result->name);
    text_put_member(&line, "command", result->command);
    text_put_member(&line, "ended",
                    last->end == RUN_RETURNED || last->end == RUN_FAILED ? "returned"
                                                                         : run_end_word(last->end));
    if (result->deadlock)
        text_put_member(&line, "deadlock", result->deadlock);
    if (result->hang)
        text_put_member(&line, "hang", result->hang);
    if (WIFSIGNALED(last->status))
        text_add(&line, ",\"signal\":%d", WTERMSIG(last->status));
    text_add(&line, ",\"status\":%d",
             WIFEXITED(last->status) ? WEXITSTATUS(last->status) : 128 + WTERMSIG(last->status));
    text_add(&line, ",\"events\":%llu,\"lost\":%llu,\"late\":%llu",
             (unsigned long long)last->events, (unsigned long long)last->lost,
             (unsigned long long)last->late);
    if (last->lost_switches > 0)
        text_add(&line, ",\"lost_switches\":%llu", (unsigned long long)last->lost_switches);
    text_add(&line, ",\"runs\":%u", result->runs);
    put_ends(&line, result);
    text_add(&line, ",\"cpus\":%u,\"place\":\"%s\",\"memory_hooks\":%s", result->cpus,
             places[result->placement], result->has_memory ? "true" : "false");
    if (trace)
        text_put_member(&line, "switches_from",
                        trace_text(trace, trace_facts(trace)->kernel_story));
    text_add(&line, ",\"wall_ns\":%llu,\"median_wall_ns\":%llu,\"cpu_ns\":%llu",
             (unsigned long long)last->wall_ns, (unsigned long long)act_result_median_ns(result),
             (unsigned long long)last->cpu_ns);
    text_add(&line, ",\"switches\":%llu,\"preemptions\":%llu,\"left_over\":%u",
             (unsigned long long)last->switches, (unsigned long long)last->preemptions,
             last->left_over);
    if (result->watch) {
        text_put_member(&line, "watch", result->watch);
        text_put(&line, ",\"values\":[");
        for (unsigned i = 0; i < result->value_count; i++)
            text_add(&line, "%s%lld", i ? "," : "", (long long)result->values[i]);
        text_put_char(&line, ']');
    }
    if (result->has_should)
        text_add(&line, ",\"should\":%lld,\"lossy_runs\":%u,\"lost_share\":%.6f",
                 (long long)result->should, result->lossy_runs, act_result_loss(result));
    if (result->tally_of != TALLY_NONE)
        put_tally(&line, &result->tally);
    put_chart(&line, &result->chart);
    static const enum figure more[] = {FIGURE_CORES, FIGURE_SWITCHES, FIGURE_AT_ONCE};
    for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
        figure_put_json(more[i], result, &line);
    text_add(&line, ",\"quiet\":%s", result->is_quiet ? "true" : "false");
    put_spans(&line, result);
    text_add(&line, ",\"as_taught\":%s", result->keeps_word ? "true" : "false");
    if (result->broken_word.size > 0)
        text_put_member(&line, "because", text_get(&result->broken_word));
    text_put_char(&line, '}');
    put_line(&line);
    text_release(&line);
}

static void json_compare(const struct block *block, const struct act_result *const *results,
                         size_t n)
{
    struct text line = {0};
    text_put(&line, "{\"act\":\"compare\",\"acts\":[");
    const char *comma = "";
    for (size_t i = 0; i < block->word_count; i++) {
        const struct act_result *result = result_named(results, n, block->words[i]);
        if (!result)
            continue;
        text_add(&line, "%s{\"name\":", comma);
        text_put_json(&line, result->name, strlen(result->name));
        text_add(&line, ",\"runs\":%u", result->runs);
        for (int f = 0; f < FIGURES; f++)
            figure_put_json((enum figure)f, result, &line); /* all: `show:` is for eyes */
        text_put_char(&line, '}');
        comma = ",";
    }
    text_put(&line, "]}");
    put_line(&line);
    text_release(&line);
}

static void json_broken(const struct err *err, const char *messages)
{
    struct text line = {0};
    text_put_char(&line, '{');
    text_put_member(&line, "error", err->text);
    text_add(&line, ",\"status\":%d", err->status);
    if (*messages)
        text_put_member(&line, "messages", messages);
    text_put_char(&line, '}');
    put_line(&line);
    text_release(&line);
    fflush(stdout);
    fprintf(stderr, "conc-tutor: %s\n", err->text);
}

static void json_answer(const struct block *question)
{
    (void)question; /* the question's line says which answer is right */
}

const struct teller tell_json = {
    .title = json_title,
    .block = json_block,
    .begin = json_begin,
    .event = json_event,
    .flush = json_flush,
    .result = json_result,
    .explored = json_explored,
    .compare = json_compare,
    .broken = json_broken,
    .answer = json_answer,
    .exercise = json_exercise,
    .tells_many = true,
};
