/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The histogram: how often which value came out. The right value stands apart from all others.
 */
#include <stdlib.h>

#include "ui/view/pane.h"

enum { BINS_MOST = 12 };

struct bin {
    int64_t least, most;
    unsigned count;
    bool is_right; /* holds exactly what should be */
};

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

/* The least of 1, 2, 5, 10, 20 ... that is not below `least`. */
static uint64_t round_step(uint64_t least)
{
    uint64_t step = 1;
    for (int i = 0; step < least && step < UINT64_MAX / 10; i++)
        step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    return step < least ? least : step;
}

/* The largest multiple of `step` that is not above `value`. */
static int64_t round_down(int64_t value, uint64_t step)
{
    if (value >= 0)
        return value - (int64_t)((uint64_t)value % step);
    uint64_t below = (0 - (uint64_t)value) % step;
    return below ? (int64_t)((uint64_t)value - (step - below)) : value;
}

/* Ranges of round numbers that hold all of `values` (sorted, at least one), in at most `limit`
 * bins. */
static int fill_ranges(const int64_t *values, unsigned n, struct bin *bins, int limit)
{
    uint64_t span = (uint64_t)values[n - 1] - (uint64_t)values[0];
    uint64_t step = round_step(span / (uint64_t)limit + 1);
    int64_t start = round_down(values[0], step);
    while (((uint64_t)values[n - 1] - (uint64_t)start) / step >= (uint64_t)limit) {
        if (step > UINT64_MAX / 4)
            return 0; /* values at both ends of what there is: no scale shows them */
        step = round_step(step + 1);
        start = round_down(values[0], step);
    }
    int count = (int)(((uint64_t)values[n - 1] - (uint64_t)start) / step) + 1;
    for (int i = 0; i < count; i++) {
        int64_t least = (int64_t)((uint64_t)start + step * (uint64_t)i);
        bins[i] = (struct bin){least, (int64_t)((uint64_t)least + step - 1), 0, false};
    }
    for (unsigned i = 0; i < n; i++)
        bins[((uint64_t)values[i] - (uint64_t)start) / step].count++;
    return count;
}

/* The right value has a bin of its own, the last; the wrong ones share ranges, or have one each
 * where they are few. Returns how many bins there are, at most `limit`. */
static int fill_bins(const struct act_result *result, struct bin *bins, int limit)
{
    unsigned n = result->value_count, right = 0, wrong = 0, distinct = 0;
    int64_t *values = xmalloc((n + 1) * sizeof(*values));
    for (unsigned i = 0; i < n; i++)
        if (result->has_should && result->values[i] == result->should)
            right++;
        else
            values[wrong++] = result->values[i];
    qsort(values, wrong, sizeof(*values), by_value);
    for (unsigned i = 0; i < wrong; i++)
        distinct += i == 0 || values[i] != values[i - 1];
    int count = 0, room = limit - result->has_should;
    if (distinct <= 3 && (int)distinct <= room) {
        for (unsigned i = 0; i < wrong; i++)
            if (i > 0 && values[i] == values[i - 1])
                bins[count - 1].count++;
            else
                bins[count++] = (struct bin){values[i], values[i], 1, false};
    } else if (room > 0) {
        count = fill_ranges(values, wrong, bins, room);
    }
    for (int i = 0; result->has_should && i < count; i++) { /* nor is it at the end of a range */
        bins[i].least += bins[i].most > bins[i].least && bins[i].least == result->should;
        bins[i].most -= bins[i].most > bins[i].least && bins[i].most == result->should;
    }
    if (result->has_should && count < limit)
        bins[count++] = (struct bin){result->should, result->should, right, true};
    free(values);
    return count;
}

static void label_bin(const struct bin *bin, struct text *out)
{
    struct text least = {0}, most = {0};
    text_put_count(&least, bin->least);
    text_put_count(&most, bin->most);
    if (bin->most > bin->least)
        /* TRANSLATORS: a range of values, "-2,000 to -1"; no dash, for they may be negative. */
        text_add(out, _("%s to %s"), text_get(&least), text_get(&most));
    else
        text_put(out, text_get(&least));
    text_release(&least);
    text_release(&most);
}

/* One block a run, or as many as there is room for in proportion. */
static int put_blocks(struct canvas *canvas, struct box box, int x, int y, unsigned style,
                      unsigned count, unsigned largest, int room)
{
    unsigned blocks = count;
    if (room > 0 && largest > (unsigned)room)
        blocks = (unsigned)((uint64_t)count * (unsigned)room / largest) + (count > 0);
    for (unsigned i = 0; i < blocks && (int)i < room; i++)
        x = canvas_put(canvas, box, x, y, style, sign(canvas, "▇", "#"));
    return x;
}

static void put_bins(struct canvas *canvas, struct box box, const struct bin *bins, int count)
{
    int label = 0;
    unsigned largest = 0;
    struct text words = {0};
    for (int i = 0; i < count; i++) {
        text_clear(&words);
        label_bin(&bins[i], &words);
        int w = text_width(text_get(&words));
        label = w > label ? w : label;
        largest = bins[i].count > largest ? bins[i].count : largest;
    }
    if (label > box.width / 2)
        label = box.width / 2;
    for (int y = 0; y < count && y < box.height; y++) {
        const struct bin *bin = &bins[y];
        unsigned style = bin->is_right ? STYLE_GOOD : STYLE_BAD;
        text_clear(&words);
        label_bin(bin, &words);
        int w = text_width(text_get(&words));
        canvas_put_cut(canvas, box, 1 + (w < label ? label - w : 0), y, label,
                       bin->count ? STYLE_TEXT : STYLE_DIM, text_get(&words));
        int bar = box.width - label - 2 - 14;
        int x =
            put_blocks(canvas, box, label + 2, y, style, bin->count, largest, bar > 60 ? 60 : bar);
        text_clear(&words);
        text_add(&words, bin->is_right ? _(" %u right") : " %u", bin->count);
        bool is_plain = bin->count == 0 && !bin->is_right;
        canvas_put_cut(canvas, box, x, y, box.width - x, is_plain ? STYLE_DIM : style,
                       text_get(&words));
    }
    text_release(&words);
}

int pane_bins(const struct act_result *result, struct canvas *canvas, struct box box, int limit)
{
    struct bin bins[BINS_MOST];
    int count = fill_bins(result, bins, limit > BINS_MOST ? BINS_MOST : limit);
    put_bins(canvas, box, bins, count);
    return count;
}

int pane_bins_rows(const struct act_result *result, int limit)
{
    struct bin bins[BINS_MOST];
    return fill_bins(result, bins, limit > BINS_MOST ? BINS_MOST : limit);
}
