/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an exploration says of an answer.
 */
#include <string.h>

#include "core/exercise/check_state.h"

bool output_has_line(const char *output, size_t size, const char *beginning, size_t n)
{
    const char *end = output + size;
    while (output < end) {
        if ((size_t)(end - output) >= n && memcmp(output, beginning, n) == 0)
            return true;
        const char *newline = memchr(output, '\n', (size_t)(end - output));
        output = newline ? newline + 1 : end;
    }
    return false;
}

static enum check_verdict of_failure(enum failure_kind kind)
{
    static const enum check_verdict verdicts[] = {
        [FAILURE_RACE] = CHECK_RACE,         [FAILURE_ASSERTION] = CHECK_ASSERTION,
        [FAILURE_DEADLOCK] = CHECK_DEADLOCK, [FAILURE_LIVELOCK] = CHECK_LIVELOCK,
        [FAILURE_CRASH] = CHECK_CRASH,       [FAILURE_MISUSE] = CHECK_MISUSE,
        [FAILURE_LEAK] = CHECK_LEAK,         [FAILURE_EXIT] = CHECK_EXIT,
    };
    return verdicts[kind];
}

/* An execution came to its end as if all were well, but the driver did not get there. */
static bool is_never_there(const struct exercise *exercise, const struct explore_result *explored)
{
    if (explored->outcome_count == 0 && explored->failure_count == 0)
        return true; /* nothing has ever come to its end */
    for (size_t i = 0; i < explored->outcome_count; i++) {
        const struct explore_outcome *outcome = &explored->outcomes[i];
        if (outcome->status == 0 && !output_has_line(outcome->output, outcome->size,
                                                     exercise->always, strlen(exercise->always)))
            return true;
    }
    return false;
}

/* The next of "LINE | LINE"; NULL: there is none. `n`: its length. */
static const char *next_line(const char *at, size_t *n)
{
    if (!at || !*at)
        return NULL;
    const char *end = strstr(at, " | ");
    *n = end ? (size_t)(end - at) : strlen(at);
    return at;
}

static const char *behind(const char *line, size_t n)
{
    return line[n] ? line + n + 3 : NULL;
}

uint32_t lines_seen(const char *sometimes, const char *output, size_t size)
{
    uint32_t seen = 0, bit = 1;
    size_t n;
    for (const char *line = next_line(sometimes, &n); line; line = next_line(behind(line, n), &n)) {
        if (output_has_line(output, size, line, n))
            seen |= bit;
        bit <<= 1;
    }
    return seen;
}

const char *line_unseen(const char *sometimes, uint32_t seen, size_t *n)
{
    for (const char *line = next_line(sometimes, n); line; line = next_line(behind(line, *n), n)) {
        if (!(seen & 1))
            return line;
        seen >>= 1;
    }
    return NULL;
}

/* The first that no schedule has printed; NULL: all were. */
static const char *never_seen(const struct exercise *exercise,
                              const struct explore_result *explored, size_t *n)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < explored->outcome_count; i++)
        seen |= lines_seen(exercise->sometimes, explored->outcomes[i].output,
                           explored->outcomes[i].size);
    return line_unseen(exercise->sometimes, seen, n);
}

static enum check_verdict not_explored(const struct explore_result *explored, struct text *text)
{
    if (explored->refusal) {
        text_put(text, explored->refusal);
        return CHECK_REFUSED;
    }
    if (explored->reason_count > 0 && explored->verdict != VERDICT_FAILED) {
        text_add(text, _("%s is not under our control, so nothing can be proved"),
                 explored->reasons[0]);
        return CHECK_REFUSED;
    }
    return CHECK_VERDICT_COUNT;
}

enum check_verdict judge_fix(const struct exercise *exercise, const struct explore_result *explored,
                             struct text *text)
{
    enum check_verdict refused = not_explored(explored, text);
    if (refused != CHECK_VERDICT_COUNT)
        return refused;
    const struct explore_failure *first =
        explored->failure_count > 0 ? &explored->failures[0] : NULL;
    if (first && first->kind != FAILURE_RACE)
        return of_failure(first->kind);
    if (is_never_there(exercise, explored)) {
        text_add(text, _("it ends, but without the driver's line \"%s\""), exercise->always);
        return CHECK_NEVER_THERE;
    }
    if (first) {
        text_put(text, explored->is_complete
                           ? _("on every schedule the result is right all the same; but a program "
                               "with a data race means nothing in C")
                           : _("and the search did not get further than that"));
        return CHECK_RACE;
    }
    if (explored->verdict != VERDICT_PROVED && explored->verdict != VERDICT_BOUNDED)
        return CHECK_NO_VERDICT;
    size_t n;
    const char *line = explored->outcomes_left_out ? NULL : never_seen(exercise, explored, &n);
    if (!line)
        return CHECK_VERDICT_COUNT;
    text_add(text, _("on no schedule does the driver see \"%.*s\""), (int)n, line);
    return CHECK_TOO_MUCH;
}

static bool is_wanted(const struct exercise *exercise, const struct explore_result *explored)
{
    for (size_t i = 0; i < explored->failure_count; i++)
        if (exercise->ends >> of_failure(explored->failures[i].kind) & 1)
            return true;
    return false;
}

enum check_verdict judge_find(const struct exercise *exercise,
                              const struct explore_result *explored, struct text *text)
{
    if (explored->refusal) {
        text_put(text, explored->refusal);
        return CHECK_REFUSED;
    }
    if (is_wanted(exercise, explored))
        return CHECK_SHOWN;
    if (explored->failure_count == 0) {
        text_put(text, _("on this schedule the program ends as it should"));
        return CHECK_NOT_SHOWN;
    }
    explore_failure_text(text, &explored->failures[0]);
    return CHECK_OTHER_END;
}

enum check_verdict judge_break(const struct exercise *exercise,
                               const struct explore_result *explored, struct text *text)
{
    enum check_verdict refused = not_explored(explored, text);
    if (refused != CHECK_VERDICT_COUNT)
        return refused;
    if (is_wanted(exercise, explored))
        return CHECK_VERDICT_COUNT;
    if (explored->failure_count > 0) {
        explore_failure_text(text, &explored->failures[0]);
        return CHECK_OTHER_END;
    }
    if (explored->verdict == VERDICT_EXHAUSTED)
        return CHECK_NO_VERDICT;
    text_put(text, _("with this driver, the program is right on every schedule"));
    return CHECK_NOT_SHOWN;
}

enum check_verdict judge_right(const struct explore_result *explored, struct text *text)
{
    enum check_verdict refused = not_explored(explored, text);
    if (refused != CHECK_VERDICT_COUNT)
        return refused;
    if (explored->failure_count > 0) {
        explore_failure_text(text, &explored->failures[0]);
        return CHECK_OWN_FAULT;
    }
    return explored->verdict == VERDICT_EXHAUSTED ? CHECK_NO_VERDICT : CHECK_VERDICT_COUNT;
}
