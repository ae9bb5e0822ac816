/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/figure.h"

#include <string.h>

static const struct {
    const char *word, *title;
} figures[FIGURES] = {
    [FIGURE_LOSS] = {"loss", N_("lost")},
    [FIGURE_VALUES] = {"values", N_("value")},
    [FIGURE_TIME] = {"time", N_("time")},
    [FIGURE_CORES] = {"cores", N_("cores used")},
    [FIGURE_SWITCHES] = {"switches", N_("switches")},
    [FIGURE_SPANS] = {"spans", N_("tasks done")},
    [FIGURE_AT_ONCE] = {"at-once", N_("at once")},
    [FIGURE_ENDS] = {"ends", N_("ended")},
};

const char *figure_word(enum figure figure)
{
    return figures[figure].word;
}

const char *figure_title(enum figure figure)
{
    return figures[figure].title;
}

bool figure_is_shown(enum figure figure, const struct block *compare)
{
    const char *word = figures[figure].word;
    const char *at = block_get(compare, "show", "loss time");
    for (size_t n; *(at += strspn(at, " \t")); at += n) {
        n = strcspn(at, " \t");
        if (strlen(word) == n && memcmp(word, at, n) == 0)
            return true;
    }
    return false;
}

bool figure_is_known(enum figure figure, const struct act_result *result)
{
    switch (figure) {
    case FIGURE_LOSS:
        return result->has_should && result->value_count > 0;
    case FIGURE_VALUES:
        return result->value_count > 0;
    case FIGURE_CORES:
        return result->runs > 0 && result->cores;
    case FIGURE_SWITCHES:
        return result->runs > 0 && result->switches;
    case FIGURE_SPANS:
    case FIGURE_AT_ONCE:
        return result->runs > 0 && result->has_spans;
    default:
        return result->runs > 0;
    }
}

static void put_values(const struct act_result *result, struct text *out)
{
    int64_t least = result->values[0], most = least;
    for (unsigned i = 1; i < result->value_count; i++) {
        least = result->values[i] < least ? result->values[i] : least;
        most = result->values[i] > most ? result->values[i] : most;
    }
    text_put_count(out, least);
    if (most > least) {
        text_put(out, " - ");
        text_put_count(out, most);
    }
}

static void put_ends(const struct act_result *result, struct text *out)
{
    const char *comma = "";
    for (int end = 0; end < RUN_ENDS; end++) {
        if (result->ends[end] == 0)
            continue;
        text_add(out, "%s%u %s", comma, result->ends[end], run_end_name((enum run_end)end));
        comma = _(", ");
    }
}

void figure_put(enum figure figure, const struct act_result *result, struct text *out)
{
    if (!figure_is_known(figure, result)) {
        text_put_char(out, '-');
        return;
    }
    switch (figure) {
    case FIGURE_LOSS:
        if (result->should == 0) /* there is no share of nothing */
            text_add(out, _("wrong in %u of %u"), result->lossy_runs, result->value_count);
        else
            text_add(out, "%.1f %%", 100 * act_result_loss(result));
        return;
    case FIGURE_VALUES:
        put_values(result, out);
        return;
    case FIGURE_TIME:
        text_put_duration(out, (int64_t)act_result_median_ns(result));
        return;
    case FIGURE_CORES:
        text_add(out, "%.2f", act_result_cores(result));
        return;
    case FIGURE_SWITCHES:
        text_put_count(out, (int64_t)act_result_switches(result));
        return;
    case FIGURE_SPANS:
        text_put_count(out, (int64_t)(result->spans.count - result->spans.cut));
        return;
    case FIGURE_AT_ONCE:
        text_add(out, "%u", result->at_once_most);
        return;
    case FIGURE_ENDS:
        put_ends(result, out);
        return;
    case FIGURES:
        return;
    }
}

static void put_json_values(const struct act_result *result, struct text *out)
{
    text_put(out, ",\"values\":[");
    for (unsigned i = 0; i < result->value_count; i++)
        text_add(out, "%s%lld", i ? "," : "", (long long)result->values[i]);
    text_put_char(out, ']');
}

static void put_json_ends(const struct act_result *result, struct text *out)
{
    const char *comma = "";
    text_put(out, ",\"ends\":{");
    for (int end = 0; end < RUN_ENDS; end++) {
        if (result->ends[end] == 0)
            continue;
        text_add(out, "%s\"%s\":%u", comma, run_end_word((enum run_end)end), result->ends[end]);
        comma = ",";
    }
    text_put_char(out, '}');
}

void figure_put_json(enum figure figure, const struct act_result *result, struct text *out)
{
    if (!figure_is_known(figure, result))
        return;
    switch (figure) {
    case FIGURE_LOSS:
        text_add(out, ",\"lossy_runs\":%u,\"lost_share\":%.6f", result->lossy_runs,
                 act_result_loss(result));
        return;
    case FIGURE_VALUES:
        put_json_values(result, out);
        return;
    case FIGURE_TIME:
        text_add(out, ",\"median_wall_ns\":%llu", (unsigned long long)act_result_median_ns(result));
        return;
    case FIGURE_CORES:
        text_add(out, ",\"cores\":%.4f", act_result_cores(result));
        text_add(out, ",\"ready_cores\":%.4f", act_result_ready(result));
        if (act_result_others(result) >= 0)
            text_add(out, ",\"others_cores\":%.4f", act_result_others(result));
        if (act_result_gain(result) >= 0)
            text_add(out, ",\"cores_gain\":%.4f", act_result_gain(result));
        return;
    case FIGURE_SWITCHES:
        text_add(out, ",\"median_switches\":%llu", (unsigned long long)act_result_switches(result));
        return;
    case FIGURE_SPANS:
        text_add(out, ",\"spans_begun\":%zu,\"spans_cut\":%u", result->spans.count,
                 result->spans.cut);
        return;
    case FIGURE_AT_ONCE:
        text_add(out, ",\"at_once_least\":%u,\"at_once_most\":%u,\"busy_share\":%.4f",
                 result->at_once_least, result->at_once_most, result->busy_least);
        return;
    case FIGURE_ENDS:
        put_json_ends(result, out);
        return;
    case FIGURES:
        return;
    }
}
