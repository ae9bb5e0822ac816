/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/spans.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"

/* The fold: what holds between two events of the trace. */
struct fold {
    struct spans *spans;
    size_t *open; /* of each lane: its open span + 1; 0 none */
    size_t lanes;
    unsigned open_count;
    uint64_t waiting; /* pieces of work asked for and not begun */
    uint64_t now;     /* clock of the last event */
};

void spans_release(struct spans *spans)
{
    free(spans->list);
    free(spans->rows);
    *spans = (struct spans){0};
}

/* The time up to `ns` goes by. */
static void pass(struct fold *fold, uint64_t ns)
{
    if (ns <= fold->now)
        return;
    if (fold->waiting > 0) {
        fold->spans->queued_ns += ns - fold->now;
        fold->spans->worked_ns += fold->open_count * (ns - fold->now);
    }
    fold->now = ns;
}

/* The first number that is a word of its own: 3 in "P2: task 3 starts". */
static int64_t number_in(const char *line, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bool begins =
            isdigit((unsigned char)line[i]) && (i == 0 || !isalnum((unsigned char)line[i - 1]));
        int64_t number = 0;
        for (; begins && i < n && isdigit((unsigned char)line[i]) && number < INT64_MAX / 100; i++)
            number = number * 10 + (line[i] - '0');
        if (begins && (i == n || !isalnum((unsigned char)line[i])))
            return number;
    }
    return -1;
}

static void end_span(struct fold *fold, uint32_t lane, uint64_t ns, bool is_cut)
{
    if (fold->open[lane] == 0)
        return;
    struct span *span = &fold->spans->list[fold->open[lane] - 1];
    span->to = ns;
    span->is_cut = is_cut;
    fold->spans->cut += is_cut;
    fold->open[lane] = 0;
    fold->open_count--;
}

static void begin_span(struct fold *fold, uint32_t lane, uint64_t ns, int64_t number)
{
    struct spans *spans = fold->spans;
    end_span(fold, lane, ns, true); /* one lane does one thing at a time */
    GROW(spans->list, spans->count, spans->capacity);
    spans->list[spans->count++] =
        (struct span){.lane = lane, .from = ns, .to = ns, .number = number};
    fold->open[lane] = spans->count;
    fold->open_count++;
    fold->waiting -= fold->waiting > 0;
    if (fold->open_count > spans->most_at_once)
        spans->most_at_once = fold->open_count;
}

static bool holds(const char *line, size_t n, const char *word)
{
    return memmem(line, n, word, strlen(word)) != NULL;
}

static void take_line(struct fold *fold, const struct event *event, const char *const *words,
                      const char *line, size_t n)
{
    if (holds(line, n, words[0])) {
        begin_span(fold, event->lane, event->clock, number_in(line, n));
    } else if (holds(line, n, words[1])) {
        end_span(fold, event->lane, event->clock, false);
    } else if (words[2] && holds(line, n, words[2])) {
        fold->waiting++;
        fold->spans->asked++;
    }
}

static bool is_end(uint16_t kind)
{
    return kind == K_ENDED || kind == K_THREAD_EXIT || kind == K_PROCESS_EXIT || kind == K_CRASH;
}

/* The child that is collected does nothing any more. */
static void end_process(struct fold *fold, const struct trace *trace, const struct event *waited)
{
    for (uint32_t lane = 1; lane < fold->lanes; lane++)
        if (fold->open[lane] && waited->a > 0 && trace_lane(trace, lane)->pid == waited->a)
            end_span(fold, lane, waited->clock, true);
}

static void take_event(struct fold *fold, const struct trace *trace, const struct event *event,
                       const char *const *words)
{
    if (event->lane >= fold->lanes)
        return;
    pass(fold, event->clock);
    if (is_end(event->kind))
        end_span(fold, event->lane, event->clock, true);
    if (event->kind == K_WAITED) /* its parent has collected it: the supervisor did not */
        end_process(fold, trace, event);
    if (event->kind != K_PRINT)
        return;
    const char *text = trace_text(trace, event->text);
    size_t size = trace_text_size(trace, event->text);
    while (size > 0) {
        const char *newline = memchr(text, '\n', size);
        size_t n = newline ? (size_t)(newline - text) : size;
        take_line(fold, event, words, text, n);
        n += newline != NULL;
        text += n;
        size -= n;
    }
}

static void make_rows(struct spans *spans, const struct trace *trace)
{
    size_t lanes = trace_lanes(trace), count = 0;
    unsigned *spans_of = xcalloc(lanes + 1, sizeof(*spans_of));
    for (size_t i = 0; i < spans->count; i++)
        count += spans_of[spans->list[i].lane]++ == 0;
    struct span_row *rows = xcalloc(count + 1, sizeof(*rows));
    size_t n = 0;
    for (uint32_t lane = 0; lane < lanes; lane++) {
        if (spans_of[lane] == 0)
            continue;
        rows[n] = (struct span_row){.lane = lane, .count = spans_of[lane]};
        snprintf(rows[n].name, sizeof(rows[n].name), "%s",
                 trace_text(trace, trace_lane(trace, lane)->name));
        n++;
    }
    spans->rows = rows;
    spans->row_count = n;
    free(spans_of);
}

/* As few places as can be: most_at_once. */
static void give_places(struct spans *spans)
{
    uint64_t *held_until = xcalloc(spans->count + 1, sizeof(*held_until));
    for (size_t i = 0; i < spans->count; i++) {
        struct span *span = &spans->list[i];
        while (held_until[span->place] > span->from)
            span->place++;
        held_until[span->place] = span->to > span->from ? span->to : span->from + 1;
    }
    free(held_until);
}

void spans_read(struct spans *spans, const struct trace *trace, const char *const *words)
{
    spans_release(spans);
    size_t lanes = trace_lanes(trace);
    struct fold fold = {.spans = spans, .lanes = lanes};
    fold.open = xcalloc(lanes + 1, sizeof(*fold.open));
    for (size_t i = 0; i < trace_count(trace); i++)
        take_event(&fold, trace, trace_event(trace, i), words);
    for (uint32_t lane = 0; lane < lanes; lane++)
        end_span(&fold, lane, fold.now, true);
    for (size_t i = 0; i < spans->count; i++) {
        spans->from = i == 0 ? spans->list[0].from : spans->from;
        spans->to = spans->list[i].to > spans->to ? spans->list[i].to : spans->to;
    }
    free(fold.open);
    make_rows(spans, trace);
    give_places(spans);
}

double spans_busy(const struct spans *spans)
{
    double all = (double)spans->queued_ns * spans->most_at_once;
    return all > 0 ? (double)spans->worked_ns / all : 1;
}

/* --- the chart ------------------------------------------------------------------------------- */

static int column_of(const struct spans *spans, uint64_t ns, int columns)
{
    double all = (double)(spans->to - spans->from);
    int column = all > 0 ? (int)((double)(ns - spans->from) / all * columns) : 0;
    return column < columns ? column : columns;
}

void spans_draw_one(const struct spans *spans, const struct span *span, int columns, char *cells)
{
    int from = column_of(spans, span->from, columns), to = column_of(spans, span->to, columns);
    if (from >= columns)
        return;
    char number[24];
    int digits = snprintf(number, sizeof(number), "%lld", (long long)span->number);
    cells[from] = '|';
    for (int c = from + 1; c < to; c++)
        cells[c] = span->number >= 0 && c - from <= digits ? number[c - from - 1] : '-';
    /* Half of a number would be another number. */
    for (int c = from + 1; c < to && to - from - 1 < digits; c++)
        cells[c] = '-';
    if (span->is_cut)
        cells[to > from + 1 ? to - 1 : from] = 'x';
}

void spans_draw(const struct spans *spans, const struct span_row *row, int columns, char *cells)
{
    if (columns <= 0)
        return;
    memset(cells, ' ', (size_t)columns);
    for (size_t i = 0; i < spans->count; i++)
        if (spans->list[i].lane == row->lane)
            spans_draw_one(spans, &spans->list[i], columns, cells);
}
