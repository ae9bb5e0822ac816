/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/claim.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/act.h"

#define CORES_MARGIN   0.15 /* of what is claimed */
#define LARGER_PERCENT 101  /* of the other, where the page says no more */
#define OTHERS_MOST    0.10 /* of a core that others may take before we stop judging */
#define GAIN_LEAST     0.85 /* of the number of cores, that all of them must give together */

/* --- the claims ------------------------------------------------------------------------------ */

/* Something is missing that a busy machine may well have prevented: did others take the cores? Then
 * says so. */
static enum claim_verdict broken_unless_busy(const struct act_result *result, struct text *why)
{
    double others = act_result_others(result);
    if (others <= OTHERS_MOST)
        return CLAIM_BROKEN;
    text_add(why, _("; but other programs took %.2f cores meanwhile"), others);
    return CLAIM_UNSHOWN;
}

static enum claim_verdict judge_loss(const double *numbers, const struct act_result *result,
                                     struct text *why)
{
    (void)numbers;
    if (result->lossy_runs > 0)
        return CLAIM_HELD;
    if (result->cpus < 2) {
        text_put(why, _("this time you were lucky: all threads share one core here, so nothing was "
                        "lost; the schedule that loses is still possible"));
        return CLAIM_UNSHOWN;
    }
    text_add(why, _("no loss showed in %u runs"), result->runs);
    return broken_unless_busy(result, why);
}

/* Did the cores give less than cores should, just before the runs? Then says so. */
static bool is_short_of_cores(const struct act_result *result, struct text *why)
{
    double gain = act_result_gain(result);
    if (gain < 0 || gain >= GAIN_LEAST * result->cpus)
        return false;
    text_add(why, _("; but the %u cores together did only %.1f times the work of one just then"),
             result->cpus, gain);
    return true;
}

/* Too much is always a breach. Too little is one only where nobody else wanted the cores. */
static enum claim_verdict judge_cores(const double *numbers, const struct act_result *result,
                                      struct text *why)
{
    double wanted = numbers[0];
    double used = act_result_cores(result), others = act_result_others(result);
    double most = wanted < result->cpus ? wanted : result->cpus;
    if (used > most * (1 + CORES_MARGIN)) {
        text_add(why, _("it used %.2f cores, and should use %.0f"), used, most);
        return CLAIM_BROKEN;
    }
    if (wanted >= 2 && result->cpus < 2) {
        text_put(why, _("there is one core only, so nothing shows that it could use more"));
        return CLAIM_UNSHOWN;
    }
    if (used >= most * (1 - CORES_MARGIN))
        return CLAIM_HELD;
    if (others < 0) {
        text_add(why, _("it used %.2f cores; what other programs took is not known here"), used);
        return CLAIM_UNSHOWN;
    }
    if (others > OTHERS_MOST) {
        text_add(why,
                 _("it used %.2f cores and stood ready for %.2f more, but other programs took %.2f "
                   "meanwhile: run it again when the machine is quiet"),
                 used, act_result_ready(result), others);
        return CLAIM_UNSHOWN;
    }
    text_add(why, _("it used %.2f cores, and should use %.0f"), used, most);
    return is_short_of_cores(result, why) ? CLAIM_UNSHOWN : CLAIM_BROKEN;
}

static enum claim_verdict judge_at_once(const double *numbers, const struct act_result *result,
                                        struct text *why)
{
    double wanted = numbers[0];
    double spans = (double)result->spans.count, should = wanted < spans ? wanted : spans;
    if (result->at_once_most > should) {
        text_add(why, _("%u at once, and should be never more than %.0f"), result->at_once_most,
                 should);
        return CLAIM_BROKEN;
    }
    if (result->at_once_least >= should)
        return CLAIM_HELD;
    text_add(why, _("never more than %u at once, and should be %.0f"), result->at_once_least,
             should);
    return broken_unless_busy(result, why);
}

static enum claim_verdict judge_spans(const double *numbers, const struct act_result *result,
                                      struct text *why)
{
    double wanted = numbers[0];
    double whole = (double)(result->spans.count - result->spans.cut);
    if (whole == wanted && result->spans.cut == 0)
        return CLAIM_HELD;
    text_add(why, _("%.0f were done and %u begun but not ended, and should be %.0f and none"),
             whole, result->spans.cut, wanted);
    return CLAIM_BROKEN;
}

static enum claim_verdict judge_cut(const double *numbers, const struct act_result *result,
                                    struct text *why)
{
    double wanted = numbers[0];
    if (result->spans.cut == wanted)
        return CLAIM_HELD;
    text_add(why, _("%u were begun but not ended, and should be %.0f"), result->spans.cut, wanted);
    return CLAIM_BROKEN;
}

static enum claim_verdict judge_busy(const double *numbers, const struct act_result *result,
                                     struct text *why)
{
    double wanted = numbers[0];
    double busy = 100 * result->busy_least;
    if (busy >= wanted)
        return CLAIM_HELD;
    text_add(why, _("while work waited, %.0f %% of the workers were at it, and should be %.0f %%"),
             busy, wanted);
    return broken_unless_busy(result, why);
}

/* What is claimed of two bars of a chart is about times, as a rule: a machine that does other
 * things besides may turn it round. */
static enum claim_verdict judge_larger(const double *numbers, const struct act_result *result,
                                       struct text *why)
{
    const struct chart *chart = &result->chart;
    size_t bar = (size_t)numbers[0] - 1, other = (size_t)numbers[1] - 1;
    double factor = (numbers[2] > 0 ? numbers[2] : LARGER_PERCENT) / 100;
    if (bar >= chart->count || other >= chart->count) {
        text_add(why, _("the program printed %zu figures in %s, and there should be %.0f"),
                 chart->count, chart->unit, numbers[0] > numbers[1] ? numbers[0] : numbers[1]);
        return CLAIM_BROKEN;
    }
    if (chart_value(chart, bar) >= factor * chart_value(chart, other))
        return CLAIM_HELD;
    text_add(why, _("'%s' is "), chart->bars[bar].label);
    chart_put_value(chart, bar, why);
    text_add(why, _(" and '%s' "), chart->bars[other].label);
    chart_put_value(chart, other, why);
    text_add(why, _("; the first should be %.0f %% of the other or more"), 100 * factor);
    if (result->cpus < 2 && result->placement != PLACE_ONE) {
        text_put(why, _("; but there is one core only"));
        return CLAIM_UNSHOWN;
    }
    double others = act_result_others(result);
    if (others >= 0 && others <= OTHERS_MOST)
        return is_short_of_cores(result, why) ? CLAIM_UNSHOWN : CLAIM_BROKEN;
    if (others < 0)
        text_put(why, _("; but what other programs took is not known here"));
    else
        text_add(why, _("; but other programs took %.2f cores meanwhile"), others);
    return CLAIM_UNSHOWN;
}

struct rule {
    const char *word, *needs;
    unsigned numbers, optional; /* that stand behind it; of them, may be left out */
    double least, most;
    enum claim_verdict (*judge)(const double *numbers, const struct act_result *result,
                                struct text *why);
};

static const struct rule rules[] = {
    {"loss", "should", 0, 0, 0, 0, judge_loss},
    {"cores", NULL, 1, 0, 1, 1024, judge_cores},
    {"at-once", "spans", 1, 0, 1, 1024, judge_at_once},
    {"spans", "spans", 1, 0, 0, 1e6, judge_spans},
    {"cut", "spans", 1, 0, 0, 1e6, judge_cut},
    {"busy", "spans", 1, 0, 1, 100, judge_busy},
    {"larger", "chart", 3, 1, 1, 1e6, judge_larger},
};

enum { RULES = sizeof(rules) / sizeof(*rules) };

enum claim_verdict claim_judge(const struct claim *claim, const struct act_result *result,
                               struct text *why)
{
    return rules[claim->rule].judge(claim->numbers, result, why);
}

bool claim_is_of_cores(const struct claim *claim)
{
    return rules[claim->rule].judge == judge_cores;
}

bool claim_needs_cores(const struct claim *claim)
{
    return claim_is_of_cores(claim) || rules[claim->rule].judge == judge_larger;
}

/* --- reading --------------------------------------------------------------------------------- */

static int find_rule(const char *word, size_t n)
{
    for (int i = 0; i < RULES; i++)
        if (strlen(rules[i].word) == n && memcmp(rules[i].word, word, n) == 0)
            return i;
    return -1;
}

const char *claim_needs(const char *word, size_t n)
{
    int rule = find_rule(word, n);
    return rule < 0 ? NULL : rules[rule].needs;
}

static int unknown_claim(const char *word, struct err *err)
{
    struct text known = {0};
    for (int i = 0; i < RULES; i++)
        text_add(&known, "%s'%s'", i ? ", " : "", rules[i].word);
    err_set(err, STATUS_USAGE, _("an act does not show '%s'; it may show %s"), word,
            text_get(&known));
    text_release(&known);
    return -1;
}

/* Is the next word one that `numbers` can hold, not the next claim? */
static bool is_number_next(const char *rest)
{
    rest += rest ? strspn(rest, " ") : 0;
    return rest && (*rest == '$' || isdigit((unsigned char)*rest));
}

/* The next word, or NULL. */
static const char *next_word(char **rest)
{
    const char *word;
    do
        word = strsep(rest, " ,");
    while (word && !*word);
    return word;
}

/* A number, or $2: the act's second argument. */
static int read_number(const struct rule *rule, const char *word, char *const *args, double *number,
                       struct err *err)
{
    const char *digits = word ? word : "";
    if (*digits == '$') {
        char *end;
        unsigned long i = isdigit((unsigned char)digits[1]) ? strtoul(digits + 1, &end, 10) : 0;
        size_t count = 0;
        while (args[count])
            count++;
        if (i == 0 || *end || i > count)
            return err_set(err, STATUS_USAGE, _("'%s': the program has no such argument"), word);
        digits = args[i - 1];
    }
    char *end = NULL;
    *number = isdigit((unsigned char)*digits) ? (double)strtoul(digits, &end, 10) : -1;
    if (!end || *end || *number < rule->least || *number > rule->most)
        return err_set(err, STATUS_USAGE, _("'%s' wants a number from %.0f to %.0f behind it"),
                       rule->word, rule->least, rule->most);
    return 0;
}

static int read_numbers(struct claim *claim, char **rest, char *const *args, struct err *err)
{
    const struct rule *rule = &rules[claim->rule];
    for (unsigned i = 0; i < rule->numbers; i++) {
        if (i >= rule->numbers - rule->optional && !is_number_next(*rest))
            return 0;
        if (read_number(rule, next_word(rest), args, &claim->numbers[i], err) < 0)
            return -1;
    }
    return 0;
}

int claims_read(const char *value, char *const *args, struct claim claims[CLAIMS_MOST],
                struct err *err)
{
    char *words = xstrdup(value), *rest = words;
    const char *word;
    int count = 0;
    while (count >= 0 && (word = next_word(&rest)) != NULL) {
        if (strcmp(word, "and") == 0)
            continue;
        int rule = find_rule(word, strlen(word));
        if (count == CLAIMS_MOST) {
            count = err_set(err, STATUS_USAGE, _("more than %d claims"), CLAIMS_MOST);
        } else if (rule < 0) {
            count = unknown_claim(word, err);
        } else {
            claims[count] = (struct claim){.rule = (unsigned)rule};
            bool is_read = read_numbers(&claims[count], &rest, args, err) == 0;
            count = is_read ? count + 1 : -1;
        }
    }
    free(words);
    return count;
}
