/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a program can print, as rows: outputs that could not be told apart in the room that there is
 * are one row.
 */
#include <stdlib.h>
#include <string.h>

#include "core/explore/explore.h"

/* How many bytes, in whole lines, all outputs have in common at their beginning. */
static size_t common_lines(const struct explore_result *result)
{
    const struct explore_outcome *first = &result->outcomes[0];
    size_t same = first->size, line = 0;
    for (size_t i = 1; i < result->outcome_count; i++) {
        const struct explore_outcome *other = &result->outcomes[i];
        size_t k = 0;
        while (k < same && k < other->size && other->output[k] == first->output[k])
            k++;
        same = k;
    }
    for (size_t k = 0; k < same; k++)
        if (first->output[k] == '\n')
            line = k + 1;
    return line;
}

static struct explore_outcome_row *find_row(struct explore_outcome_row *rows, size_t n,
                                            const char *text, bool has_failed)
{
    for (size_t i = 0; i < n; i++)
        if (rows[i].has_failed == has_failed && strcmp(rows[i].text, text) == 0)
            return &rows[i];
    return NULL;
}

static int by_count(const void *a, const void *b)
{
    const struct explore_outcome_row *left = a, *right = b;
    return left->count < right->count ? 1 : left->count > right->count ? -1 : 0;
}

size_t explore_outcome_rows(const struct explore_result *result, int columns,
                            struct explore_outcome_row *rows, size_t most)
{
    size_t n = 0, from = result->outcome_count > 1 ? common_lines(result) : 0;
    if (result->outcome_count == 0 || (result->outcome_count == 1 && result->outcomes[0].size == 0))
        return 0;
    if (from < (size_t)(columns > 0 ? columns : 0) / 4)
        from = 0; /* it takes no more room than it is worth */
    bool is_grouped = false;
    for (size_t i = 0; i < result->outcome_count; i++) {
        const struct explore_outcome *outcome = &result->outcomes[i];
        struct text text = {0};
        if (from > 0)
            text_put(&text, "...");
        text_put_quoted(&text, outcome->output + from, outcome->size - from, columns);
        struct explore_outcome_row *row = find_row(rows, n, text_get(&text), outcome->status != 0);
        if (!row && n < most) {
            row = &rows[n++];
            *row = (struct explore_outcome_row){.text = xstrdup(text_get(&text)),
                                                .has_failed = outcome->status != 0};
        }
        if (row) {
            row->count += outcome->count;
            row->outputs++;
            is_grouped = is_grouped || row->outputs > 1;
        }
        text_release(&text);
    }
    if (is_grouped) /* else they are in order, and those alike stay as they are */
        qsort(rows, n, sizeof(*rows), by_count);
    return n;
}

void explore_outcome_rows_release(struct explore_outcome_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(rows[i].text);
}
