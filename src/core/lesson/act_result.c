/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an act has measured: taken in run by run, and asked for as shares and medians over them.
 */
#include <stdlib.h>
#include <string.h>

#include "core/lesson/act_result.h"

/* --- taking in ------------------------------------------------------------------------------- */

struct act_result *act_result_new(const struct act_plan *plan)
{
    struct act_result *result = xcalloc(1, sizeof(*result));
    result->name = xstrdup(plan->name);
    result->program = xstrdup(plan->program);
    result->command = xstrdup(plan->title);
    result->times = plan->times;
    result->has_should = plan->has_should && plan->watch[0];
    result->should = plan->should;
    result->watch = plan->watch[0] ? xstrdup(plan->watch[0]) : NULL;
    result->values = xcalloc(plan->times, sizeof(*result->values));
    result->wall_ns = xcalloc(plan->times, sizeof(*result->wall_ns));
    result->cores = xcalloc(plan->times, sizeof(*result->cores));
    result->others = xcalloc(plan->times, sizeof(*result->others));
    result->ready = xcalloc(plan->times, sizeof(*result->ready));
    result->switches = xcalloc(plan->times, sizeof(*result->switches));
    result->placement = plan->placement;
    result->has_memory = plan->has_memory;
    result->kind = plan->kind;
    result->tally_of = plan->tally_of;
    result->chart.unit = plan->chart ? xstrdup(plan->chart) : NULL;
    result->is_quiet = plan->is_quiet;
    result->has_spans = plan->spans[0] != NULL;
    result->busy_least = 1;
    bool needs_cores = false;
    for (unsigned i = 0; i < plan->show_count; i++) {
        result->tells_cores = result->tells_cores || claim_is_of_cores(&plan->shows[i]);
        needs_cores = needs_cores || claim_needs_cores(&plan->shows[i]);
    }
    if (needs_cores && plan->placement != PLACE_ONE)
        result->gains = xcalloc(plan->times, sizeof(*result->gains));
    return result;
}

static void add_spans(struct act_result *result, struct run *run, const struct act_plan *plan)
{
    spans_read(&result->spans, run_trace(run), (const char *const *)plan->spans);
    unsigned most = result->spans.most_at_once;
    double busy = spans_busy(&result->spans);
    if (result->runs == 0 || most < result->at_once_least)
        result->at_once_least = most;
    if (most > result->at_once_most)
        result->at_once_most = most;
    if (busy < result->busy_least)
        result->busy_least = busy;
}

static double share_of(uint64_t part, uint64_t whole)
{
    return whole > 0 ? (double)part / (double)whole : 0;
}

/* Time, of all lanes together, in which one was taken off a core and not yet put on one again. */
static uint64_t ready_ns(const struct trace *trace)
{
    size_t lanes = trace_lanes(trace);
    uint64_t *since = xcalloc(lanes + 1, sizeof(*since)), all = 0;
    for (size_t i = 0; i < trace_count(trace); i++) {
        const struct event *event = trace_event(trace, i);
        bool is_switch = event->kind == K_SWITCH_IN || event->kind == K_SWITCH_OUT;
        if (!is_switch || event->lane >= lanes)
            continue;
        bool was_ready = since[event->lane] > 0 && event->clock > since[event->lane];
        all += was_ready ? event->clock - since[event->lane] : 0;
        since[event->lane] = event->kind == K_SWITCH_OUT && event->a == 1 ? event->clock : 0;
    }
    free(since);
    return all;
}

void act_result_add(struct act_result *result, struct run *run, const struct act_plan *plan)
{
    const struct run_outcome *outcome = run_outcome(run);
    result->ends[outcome->end]++;
    result->last = *outcome;
    if (run_hang(run)) {
        free(result->hang);
        result->hang = xstrdup(run_hang(run));
    }
    if (run_deadlock(run)) {
        free(result->deadlock);
        free(result->hang);
        result->deadlock = xstrdup(run_deadlock(run));
    }
    result->cpus = trace_facts(run_trace(run))->cpus;
    if (result->has_spans)
        add_spans(result, run, plan);
    result->cores[result->runs] = share_of(outcome->cpu_ns, outcome->lived_ns);
    result->others[result->runs] =
        outcome->has_others ? share_of(outcome->others_ns, outcome->wall_ns) : -1;
    result->ready[result->runs] = share_of(ready_ns(run_trace(run)), outcome->wall_ns);
    result->switches[result->runs] = outcome->switches + outcome->preemptions;
    result->wall_ns[result->runs++] = outcome->wall_ns;
    size_t size;
    const char *output = run_output(run, &size);
    if (result->tally_of != TALLY_NONE)
        tally_add(&result->tally, result->tally_of, output, size);
    chart_add(&result->chart, output, size);
    if (result->watch && outcome->value_known[0]) {
        result->values[result->value_count++] = outcome->value[0];
        if (result->has_should && outcome->value[0] != result->should)
            result->lossy_runs++;
    }
}

/* --- asking ---------------------------------------------------------------------------------- */

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

double act_result_gain(const struct act_result *result)
{
    return median_of(result->gains, result->runs, -1);
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
    free(result->gains);
    free(result->switches);
    spans_release(&result->spans);
    explore_result_free(result->explored);
    text_release(&result->broken_word);
    tally_release(&result->tally);
    chart_release(&result->chart);
    free(result);
}
