/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The acts that run nothing and are read as text: a question with its answers, and the notes for
 * the instructor.
 */
#include <stdlib.h>
#include <string.h>

#include "core/lesson/lesson_page.h"

static char *join_lines(const struct line *lines, size_t count)
{
    struct text text = {0};
    while (count > 0 && line_trim(lines[0]).n == 0) {
        lines++;
        count--;
    }
    while (count > 0 && line_trim(lines[count - 1]).n == 0)
        count--;
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_put_char(&text, '\n');
        text_put_bytes(&text, lines[i].at, lines[i].n);
    }
    return text_give(&text);
}

#define ANSWER_LIMIT 500

/* "( ) text" or "(x) text"; also what looks like a slip of one, so that it is not taken for a part
 * of the question. */
static bool looks_like_answer(struct line line)
{
    line = line_trim(line);
    return line.n >= 2 && line.at[0] == '(' &&
           (line.at[1] == ')' || (line.n >= 3 && line.at[2] == ')'));
}

static int take_answer(const struct page *page, struct block *act, struct line line)
{
    line = line_trim(line);
    if (line.at[1] != ' ' && line.at[1] != 'x')
        return page_fail(page, line.number,
                         _("an answer begins with '( )', the right one with "
                           "'(x)'"));
    struct line text = line_trim((struct line){line.at + 3, line.n - 3, line.number});
    if (text.n == 0)
        return page_fail(page, line.number, _("an answer without words"));
    if (text.n > ANSWER_LIMIT)
        return page_fail(page, line.number, _("an answer has at most %d bytes"), ANSWER_LIMIT);
    if (act->answer_count == LESSON_ANSWERS)
        return page_fail(page, line.number, _("more than %u answers"), LESSON_ANSWERS);
    act->answers = xrealloc(act->answers, (act->answer_count + 1) * sizeof(*act->answers));
    act->answers[act->answer_count++] = (struct answer){line_copy(text), line.at[1] == 'x'};
    return 0;
}

/* An indented line goes on with the answer above it. */
static int continue_answer(const struct page *page, struct block *act, struct line line)
{
    if (line.at[0] != ' ' && line.at[0] != '\t')
        return page_fail(page, line.number,
                         _("behind the answers there are only answers: put this above them, or "
                           "indent it to continue one"));
    struct answer *answer = &act->answers[act->answer_count - 1];
    struct line text = line_trim(line);
    if (strlen(answer->text) + 1 + text.n > ANSWER_LIMIT)
        return page_fail(page, line.number, _("an answer has at most %d bytes"), ANSWER_LIMIT);
    char *joined = xasprintf("%s %.*s", answer->text, (int)text.n, text.at);
    free(answer->text);
    answer->text = joined;
    return 0;
}

static int read_answers(const struct page *page, struct block *act, const struct line *lines,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int result = 0;
        if (looks_like_answer(lines[i]))
            result = take_answer(page, act, lines[i]);
        else if (line_trim(lines[i]).n > 0)
            result = continue_answer(page, act, lines[i]);
        if (result != 0)
            return -1;
    }
    return 0;
}

int act_read_predict(struct page *page, struct block *act, const struct line *lines, size_t count)
{
    size_t question = 0, right = 0;
    while (question < count && !looks_like_answer(lines[question]))
        question++;
    act->text = join_lines(lines, question);
    if (!*act->text)
        return page_fail(page, act->line, _("predict begins with a question"));
    if (read_answers(page, act, lines + question, count - question) != 0)
        return -1;
    for (size_t i = 0; i < act->answer_count; i++)
        right += act->answers[i].is_right;
    if (act->answer_count < 2)
        return page_fail(page, act->line, _("predict needs two answers or more: '( ) text'"));
    if (right != 1)
        return page_fail(page, act->line, _("%zu answers are marked '(x)': mark exactly one"),
                         right);
    return 0;
}

int act_read_notes(struct page *page, struct block *act, const struct line *lines, size_t count)
{
    act->text = join_lines(lines, count);
    return *act->text ? 0 : page_fail(page, act->line, _("notes without text: remove them"));
}
