/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct words {
    const char *at;
    size_t n;
};

static struct words trimmed(struct words words)
{
    while (words.n > 0 && (*words.at == ' ' || *words.at == '\t'))
        words.at++, words.n--;
    while (words.n > 0 && strchr(" \t\r", words.at[words.n - 1]))
        words.n--;
    return words;
}

/* "LABEL: NUMBER UNIT". Hexadecimal, infinities and the like are no numbers of a chart. */
static bool read_line(const struct chart *chart, struct words line, struct words *label,
                      double *value)
{
    char number[32];
    size_t unit = strlen(chart->unit);
    line = trimmed(line);
    if (line.n <= unit || memcmp(line.at + line.n - unit, chart->unit, unit) != 0)
        return false;
    line = trimmed((struct words){line.at, line.n - unit});
    const char *colon = memrchr(line.at, ':', line.n);
    if (!colon)
        return false;
    *label = trimmed((struct words){line.at, (size_t)(colon - line.at)});
    struct words digits =
        trimmed((struct words){colon + 1, line.n - (size_t)(colon + 1 - line.at)});
    if (digits.n == 0 || digits.n >= sizeof(number) || label->n == 0 ||
        label->n > CHART_LABEL_BYTES)
        return false;
    memcpy(number, digits.at, digits.n);
    number[digits.n] = '\0';
    char *end;
    *value = strtod(number, &end);
    return strspn(number, "0123456789.-+e") == digits.n && !*end && isfinite(*value);
}

static struct chart_bar *bar_of(struct chart *chart, struct words label)
{
    for (size_t i = 0; i < chart->count; i++)
        if (strlen(chart->bars[i].label) == label.n &&
            memcmp(chart->bars[i].label, label.at, label.n) == 0)
            return &chart->bars[i];
    if (chart->count == CHART_BARS)
        return NULL;
    GROW(chart->bars, chart->count, chart->capacity);
    chart->bars[chart->count] = (struct chart_bar){.label = xstrndup(label.at, label.n)};
    return &chart->bars[chart->count++];
}

void chart_add(struct chart *chart, const char *bytes, size_t n)
{
    while (chart->unit && n > 0) {
        const char *end = memchr(bytes, '\n', n);
        size_t size = end ? (size_t)(end - bytes) : n;
        struct words label;
        double value;
        if (read_line(chart, (struct words){bytes, size}, &label, &value)) {
            struct chart_bar *bar = bar_of(chart, label);
            if (bar && bar->count < CHART_VALUES) {
                GROW(bar->values, bar->count, bar->capacity);
                bar->values[bar->count++] = value;
            }
        }
        size += end != NULL;
        bytes += size;
        n -= size;
    }
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

double chart_value(const struct chart *chart, size_t i)
{
    const struct chart_bar *bar = &chart->bars[i];
    double *sorted = xmalloc(bar->count * sizeof(*sorted));
    memcpy(sorted, bar->values, bar->count * sizeof(*sorted));
    qsort(sorted, bar->count, sizeof(*sorted), by_size);
    double middle = sorted[bar->count / 2];
    free(sorted);
    return middle;
}

double chart_most(const struct chart *chart)
{
    double most = 0;
    for (size_t i = 0; i < chart->count; i++) {
        double value = chart_value(chart, i);
        most = value > most ? value : most;
    }
    return most;
}

void chart_put_value(const struct chart *chart, size_t bar, struct text *out)
{
    double value = chart_value(chart, bar), size = value < 0 ? -value : value;
    bool is_whole = size < 1e15 && value == (double)(int64_t)value;
    if (size >= 100 && size < 1e15)
        text_put_count(out, (int64_t)(value < 0 ? value - 0.5 : value + 0.5));
    else if (size >= 1e15 || (size > 0 && size < 0.01))
        text_add(out, "%.2g", value);
    else
        text_add(out, "%.*f", is_whole ? 0 : size < 10 ? 2 : 1, value);
    text_add(out, " %s", chart->unit);
}

void chart_release(struct chart *chart)
{
    for (size_t i = 0; i < chart->count; i++) {
        free(chart->bars[i].label);
        free(chart->bars[i].values);
    }
    free(chart->bars);
    free(chart->unit);
    *chart = (struct chart){0};
}
