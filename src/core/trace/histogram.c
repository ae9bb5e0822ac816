/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/trace/histogram.h"

/* The least of 1, 2, 5, 10, 20, 50 ... that is not less than `least`; never less. */
static uint64_t round_up(uint64_t least)
{
    for (uint64_t ten = 1;; ten *= 10) {
        if (ten > UINT64_MAX / 100)
            return least; /* so wide that no edge is round */
        if (least <= ten)
            return ten;
        if (least <= 2 * ten)
            return 2 * ten;
        if (least <= 5 * ten)
            return 5 * ten;
    }
}

static int64_t floor_to(int64_t value, uint64_t width)
{
    if (width > INT64_MAX / 4)
        return value; /* no room to go down */
    int64_t w = (int64_t)width;
    int64_t down = value / w * w;
    return down > value ? down - w : down;
}

static void add_right(struct histogram *h, const int64_t *values, size_t n, int64_t right)
{
    struct histogram_bin *bin = &h->bins[h->count++];
    *bin = (struct histogram_bin){.from = right, .to = right, .is_right = true};
    for (size_t i = 0; i < n; i++)
        bin->count += values[i] == right;
    if (bin->count > h->most)
        h->most = bin->count;
}

void histogram_make(struct histogram *h, const int64_t *values, size_t n, const int64_t *right,
                    size_t wanted)
{
    *h = (struct histogram){0};
    if (wanted < 1)
        wanted = 1;
    if (wanted > HISTOGRAM_BINS)
        wanted = HISTOGRAM_BINS;
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (size_t i = 0; i < n; i++) {
        if (right && values[i] == *right)
            continue;
        if (values[i] < least)
            least = values[i];
        if (values[i] > most)
            most = values[i];
    }
    if (least <= most) {
        uint64_t range = (uint64_t)most - (uint64_t)least;
        uint64_t width = round_up(range / wanted + 1);
        int64_t start = floor_to(least, width);
        if (((uint64_t)most - (uint64_t)start) / width >= wanted)
            start = least; /* round edges would take one bin too many */
        h->count = (size_t)(((uint64_t)most - (uint64_t)start) / width) + 1;
        for (size_t i = 0; i < h->count; i++)
            h->bins[i] = (struct histogram_bin){
                .from = (int64_t)((uint64_t)start + i * width),
                .to = i + 1 < h->count ? (int64_t)((uint64_t)start + (i + 1) * width - 1)
                      : (uint64_t)INT64_MAX - (uint64_t)start < (i + 1) * width
                          ? INT64_MAX
                          : (int64_t)((uint64_t)start + (i + 1) * width - 1)};
        for (size_t i = 0; i < n; i++) {
            if (right && values[i] == *right)
                continue;
            struct histogram_bin *bin = &h->bins[((uint64_t)values[i] - (uint64_t)start) / width];
            if (++bin->count > h->most)
                h->most = bin->count;
        }
    }
    if (right)
        add_right(h, values, n, *right);
}
