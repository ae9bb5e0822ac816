/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an act has measured, asked for: shares and medians over its runs.
 */
#include <stdlib.h>
#include <string.h>

#include "core/lesson/act.h"

double act_result_loss(const struct act_result *result)
{
    if (!result->has_should || result->should == 0 || result->value_count == 0)
        return 0;
    double lost = 0;
    for (unsigned i = 0; i < result->value_count; i++)
        lost += 1 - (double)result->values[i] / (double)result->should;
    return lost / result->value_count;
}

double act_result_most_lost(const struct act_result *result)
{
    double most = 0;
    for (unsigned i = 0; result->has_should && result->should && i < result->value_count; i++) {
        double lost = 1 - (double)result->values[i] / (double)result->should;
        if (lost > most)
            most = lost;
    }
    return most;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

/* Sorts `values`. */
static double median(double *values, unsigned n)
{
    qsort(values, n, sizeof(*values), by_size);
    return values[n / 2];
}

static double median_of(const double *values, unsigned n, double none)
{
    if (n == 0 || !values)
        return none;
    double *sorted = xmalloc(n * sizeof(*sorted));
    memcpy(sorted, values, n * sizeof(*sorted));
    double middle = median(sorted, n);
    free(sorted);
    return middle;
}

static uint64_t median_of_whole(const uint64_t *values, unsigned n)
{
    if (n == 0 || !values)
        return 0;
    double *sorted = xmalloc(n * sizeof(*sorted));
    for (unsigned i = 0; i < n; i++)
        sorted[i] = (double)values[i];
    uint64_t middle = (uint64_t)median(sorted, n);
    free(sorted);
    return middle;
}

uint64_t act_result_median_ns(const struct act_result *result)
{
    return median_of_whole(result->wall_ns, result->runs);
}

uint64_t act_result_switches(const struct act_result *result)
{
    return median_of_whole(result->switches, result->runs);
}

double act_result_cores(const struct act_result *result)
{
    return median_of(result->cores, result->runs, 0);
}

double act_result_ready(const struct act_result *result)
{
    return median_of(result->ready, result->runs, 0);
}

double act_result_others(const struct act_result *result)
{
    return median_of(result->others, result->runs, -1);
}

void act_result_free(struct act_result *result)
{
    if (!result)
        return;
    free(result->name);
    free(result->program);
    free(result->command);
    free(result->watch);
    free(result->deadlock);
    free(result->values);
    free(result->wall_ns);
    free(result->cores);
    free(result->others);
    free(result->ready);
    free(result->switches);
    spans_release(&result->spans);
    explore_result_free(result->explored);
    text_release(&result->broken_word);
    tally_release(&result->tally);
    chart_release(&result->chart);
    free(result);
}
