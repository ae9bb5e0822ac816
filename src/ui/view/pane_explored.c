/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verdict on a program, on the screen: what goes wrong, how simply, what it can print. Of a
 * program whose scheduler is the learner: who can go on, and why the others cannot.
 */
#include <string.h>

#include "ui/view/pane.h"

enum { OUTCOMES = 6 };

struct page {
    struct canvas *canvas;
    struct box box;
    int y;
};

static void say(struct page *page, unsigned style, const char *mark, const struct text *words)
{
    if (page->y < page->box.height)
        page->y = put_paragraph(page->canvas, page->box, page->y, style, mark, words);
}

static void say_threads(const struct explore_result *explored, struct page *page)
{
    struct text words = {0};
    for (unsigned i = 0; i < explored->thread_count; i++) {
        bool is_ready = explored->threads[i].state == THREAD_READY;
        text_clear(&words);
        explored_thread(&words, explored, i);
        char digit[2] = {(char)('0' + i % 10), '\0'};
        say(page, is_ready ? STYLE_GOOD : STYLE_DIM,
            is_ready && i < 10 ? digit : sign(page->canvas, "·", "-"), &words);
    }
    text_release(&words);
}

/* failure_word() is for programs, this for people. */
static const char *failure_name(enum failure_kind kind)
{
    const char *const names[FAILURE_KINDS] = {
        [FAILURE_RACE] = _("race"),         [FAILURE_ASSERTION] = _("assertion"),
        [FAILURE_DEADLOCK] = _("deadlock"), [FAILURE_LIVELOCK] = _("livelock"),
        [FAILURE_CRASH] = _("crash"),       [FAILURE_MISUSE] = _("misuse"),
        [FAILURE_LEAK] = _("leak"),         [FAILURE_EXIT] = _("exit"),
    };
    return names[kind];
}

static void say_failure(const struct explore_failure *failure, struct page *page)
{
    struct text words = {0};
    if (*failure->where)
        text_add(&words, _("%s at %s: "), failure_name(failure->kind), failure->where);
    else
        text_add(&words, _("%s: "), failure_name(failure->kind));
    explore_failure_text(&words, failure);
    say(page, STYLE_BAD, "!", &words);
    text_release(&words);
}

static void say_simplest(const struct explore_failure *failure, struct page *page)
{
    struct text words = {0};
    text_add(&words,
             ngettext("The simplest way there has %u preemption and ",
                      "The simplest way there has %u preemptions and ", failure->preemptions),
             failure->preemptions);
    text_add(&words, ngettext("%u step: ", "%u steps: ", failure->steps), failure->steps);
    text_put(&words, failure->schedule);
    text_put(&words, _(". b and f go through it."));
    say(page, STYLE_TEXT, sign(page->canvas, "·", "-"), &words);
    text_release(&words);
}

static void say_figures(const struct explore_result *explored, struct page *page)
{
    struct text words = {0};
    if (explored->executions == 0)
        return; /* one schedule was followed, none was looked for */
    text_put_count(&words, (int64_t)explored->executions);
    text_put(&words, ngettext(" execution", " executions", (unsigned long)explored->executions));
    if (explored->executions > 1 && explored->distinct == explored->executions) {
        text_put(&words, _(", no two of them alike"));
    } else if (explored->executions > 1 && explored->distinct > 0) {
        text_put(&words, _(", "));
        text_put_count(&words, (int64_t)explored->distinct);
        text_put(&words, _(" of them truly different"));
    }
    text_put(&words, _(", in "));
    text_put_duration(&words, (int64_t)(explored->seconds * 1e9));
    text_put(&words, _("."));
    for (size_t i = 0; i < explored->reason_count; i++)
        text_add(&words, _(" Not repeatable: at %s it does not do the same each time."),
                 explored->reasons[i]);
    say(page, STYLE_TEXT, sign(page->canvas, "·", "-"), &words);
    text_clear(&words);
    if (explored_was_slow(&words, explored))
        say(page, STYLE_TEXT, sign(page->canvas, "·", "-"), &words);
    text_release(&words);
}

/* One below the other, with a bar each. */
static void put_outcomes(const struct explore_result *explored, struct page *page)
{
    int label = page->box.width / 2, bar = page->box.width - label - 14;
    struct explore_outcome_row rows[OUTCOMES];
    size_t n = explore_outcome_rows(explored, label - 9, rows, OUTCOMES);
    uint64_t most = 0;
    for (size_t i = 0; i < n; i++)
        most = rows[i].count > most ? rows[i].count : most;
    for (size_t i = 0; most > 0 && i < n && page->y < page->box.height; i++, page->y++) {
        unsigned style = rows[i].has_failed ? STYLE_BAD : STYLE_TEXT;
        canvas_put_cut(page->canvas, page->box, 3, page->y, label - 3, style, rows[i].text);
        int x = label;
        if (bar > 4)
            x = canvas_bar(page->canvas, page->box, label + 1, page->y, bar,
                           rows[i].has_failed ? STYLE_BAD : STYLE_BAR,
                           (double)rows[i].count / (double)most);
        struct text words = {0};
        text_put_char(&words, ' ');
        text_put_count(&words, (int64_t)rows[i].count);
        canvas_put_cut(page->canvas, page->box, x, page->y, page->box.width - x, style,
                       text_get(&words));
        text_release(&words);
    }
    explore_outcome_rows_release(rows, n);
}

/* It is over by a failure that is no standstill: who could go on is of no use. */
static bool has_ended(const struct explore_result *explored)
{
    for (size_t i = 0; i < explored->failure_count; i++)
        if (explored->failures[i].kind != FAILURE_RACE &&
            explored->failures[i].kind != FAILURE_DEADLOCK)
            return true;
    return false;
}

static void say_verdict(const struct explore_result *explored, struct page *page)
{
    struct text words = {0};
    bool is_good = explored->verdict == VERDICT_PROVED;
    if (explored->verdict != VERDICT_FAILED || explored->shown < 0 ||
        failure_rank(explored->failures[explored->shown].kind) > 0) {
        explored_sentence(&words, explored);
        say(page, is_good ? STYLE_GOOD : STYLE_WARN, is_good ? sign(page->canvas, "✓", "v") : "!",
            &words);
    }
    if (explored->verdict == VERDICT_SAMPLED && explored->random.threads > 0) {
        text_clear(&words);
        explored_chances(&words, explored);
        text_put_char(&words, '.');
        say(page, STYLE_TEXT, sign(page->canvas, "·", "-"), &words);
    }
    text_release(&words);
    if (explored->shown >= 0) {
        say_failure(&explored->failures[explored->shown], page);
        say_simplest(&explored->failures[explored->shown], page);
    }
    for (size_t i = 0; i < explored->failure_count; i++)
        if ((long)i != explored->shown)
            say_failure(&explored->failures[i], page);
}

static void say_advice(const struct explore_result *explored, struct page *page)
{
    struct text words = {0};
    explored_advice(&words, explored);
    if (words.size > 0)
        say(page, STYLE_TEXT, sign(page->canvas, "·", "-"), &words);
    text_release(&words);
}

int pane_explored(const struct act_result *result, struct canvas *canvas, struct box box)
{
    const struct explore_result *explored = result->explored;
    struct page page = {canvas, box, 0};
    if (explored->refusal) {
        struct text words = {0};
        text_add(&words, _("This cannot be explored: %s"), explored->refusal);
        say(&page, STYLE_WARN, "!", &words);
        text_release(&words);
        say_advice(explored, &page);
        return page.y;
    }
    if (result->kind == BLOCK_STEP) {
        for (size_t i = 0; i < explored->failure_count; i++)
            say_failure(&explored->failures[i], &page);
        if (!has_ended(explored))
            say_threads(explored, &page);
    } else {
        say_verdict(explored, &page);
        put_outcomes(explored, &page);
        say_figures(explored, &page);
        say_advice(explored, &page);
    }
    if (!result->keeps_word && result->broken_word.size > 0)
        say(&page, STYLE_WARN, "!", &result->broken_word);
    return page.y;
}
