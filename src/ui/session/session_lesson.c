/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lessons: from one act to the next, and from one lesson to the next.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/lesson/course.h"
#include "ui/session/session_state.h"

/* The program of the act at hand; of a question, the program that it is about, which comes next. */
static void load_program(struct session *s, const struct block *block)
{
    const struct block *end = s->lesson->blocks + s->lesson->block_count;
    while (block + 1 < end && (block->kind == BLOCK_PREDICT || !block_is_act(block)))
        block++;
    free(s->program_name);
    free(s->program_text);
    s->program_name = s->program_text = NULL;
    if (!block_has_program(block))
        return;
    struct text text = {0};
    struct err err;
    char *path = xasprintf("%s/%s", s->lesson->dir, block->words[0]);
    if (file_read(path, 1 << 20, &text, &err) == 0) {
        s->program_name = xstrdup(block->words[0]);
        s->program_text = text_give(&text);
    }
    text_release(&text);
    free(path);
}

static void finish_lesson(struct session *s)
{
    struct err err;
    s->view.stage = VIEW_END;
    s->block = s->lesson->block_count;
    session_drop_act(s);
    if (progress_set(s->tutor->progress, PROGRESS_FINISHED, s->lesson->name, &err) < 0 ||
        progress_set_place(s->tutor->progress, s->lesson->name, 0, &err) < 0) {
        session_complain(s, &err);
        return;
    }
    const struct catalog_entry *next = session_next_lesson(s);
    s->view.is_last = !next;
    if (next)
        session_say(s, STYLE_GOOD, _("that was the lesson; Enter takes the next: %s, %s"),
                    next->name, next->title);
    else
        session_say(s, STYLE_GOOD, _("that was the last lesson; Enter goes back to the list"));
}

static int question_number(const struct lesson *lesson, size_t block)
{
    int number = 0;
    for (size_t i = 0; i <= block; i++)
        number += lesson->blocks[i].kind == BLOCK_PREDICT;
    return number;
}

/* What was predicted when this lesson was taken so far: up to the block it is taken up at. What was
 * said when it was taken another time is not for now. */
static void recall_predictions(struct session *s, size_t upto)
{
    size_t blocks = s->lesson->block_count;
    size_t count = blocks > 0 ? (size_t)question_number(s->lesson, blocks - 1) : 0;
    s->predictions = xrealloc(s->predictions, (count + 1) * sizeof(*s->predictions));
    s->prediction_count = count;
    int before = upto > 0 ? question_number(s->lesson, upto - 1) : 0;
    for (int i = 0; i < (int)count; i++)
        s->predictions[i] =
            i < before ? progress_prediction(s->tutor->progress, s->lesson->name, i + 1) - 1 : -1;
}

/* The answer to the question that was asked last before `block`, if it was answered. */
static void show_prediction(struct session *s, size_t block)
{
    const struct block *blocks = s->lesson->blocks;
    size_t at = block;
    while (at > 0 && blocks[at].kind != BLOCK_PREDICT)
        at--;
    int number = question_number(s->lesson, block);
    s->view.prediction = number > 0 ? s->predictions[number - 1] : -1;
    bool is_known = s->view.prediction >= 0 && (size_t)s->view.prediction < blocks[at].answer_count;
    s->view.predicted = is_known ? blocks[at].answers[s->view.prediction].text : NULL;
}

/* Remembered, so that the lesson can be taken up here. */
static void keep_place(struct session *s, int act)
{
    struct err err;
    if (progress_set_place(s->tutor->progress, s->lesson->name, act, &err) < 0)
        session_complain(s, &err);
}

void session_drop_lesson(struct session *s)
{
    session_drop_act(s);
    session_close_exercise(s);
    lesson_free(s->lesson);
    s->lesson = NULL;
    for (size_t i = 0; i < s->result_count; i++)
        act_result_free(s->results[i]);
    s->result_count = s->prediction_count = s->view.acts = s->view.act_number = 0;
    s->question = 0;
    s->view.prediction = -1;
    s->view.predicted = NULL;
    free(s->program_name);
    free(s->program_text);
    s->program_name = s->program_text = NULL;
}

/* Goes to the first act from `block` on. */
void session_begin_block(struct session *s, size_t block)
{
    s->view.page_scroll = 0;
    s->view.large = LARGE_NONE;
    text_clear(&s->message);
    text_clear(&s->output);
    session_close_exercise(s);
    session_show_present(s); /* who looked back, or was shown a deadlock, goes on from there */
    while (block < s->lesson->block_count && !block_is_act(&s->lesson->blocks[block]))
        block++;
    s->view.act_number = 0;
    for (size_t i = 0; i <= block && i < s->lesson->block_count; i++)
        s->view.act_number += block_is_act(&s->lesson->blocks[i]);
    if (block == s->lesson->block_count) {
        finish_lesson(s);
        return;
    }
    s->block = block;
    const struct block *act = &s->lesson->blocks[block];
    load_program(s, act);
    s->view.stage = VIEW_READING;
    if (act->kind == BLOCK_PREDICT) {
        s->question = question_number(s->lesson, block);
        s->predictions[s->question - 1] = -1;
        s->view.stage = VIEW_ASKING;
    } else if (act->kind == BLOCK_COMPARE) {
        session_drop_act(s);
        s->view.stage = VIEW_DONE;
    } else if (act->kind == BLOCK_EXERCISE) {
        session_begin_exercise(s);
    }
    show_prediction(s, block);
    keep_place(s, (int)s->view.act_number);
}

int session_previous_act(struct session *s)
{
    size_t block = s->block;
    if (session_is_running(s) || session_is_checking(s)) {
        session_say(s, STYLE_WARN, _("it is running: q ends it"));
        return STATUS_USAGE;
    }
    while (s->lesson && block > 0)
        if (block_is_act(&s->lesson->blocks[--block])) {
            session_begin_block(s, block);
            return STATUS_OK;
        }
    session_say(s, STYLE_WARN, _("there is nothing to go back to"));
    return STATUS_USAGE;
}

int session_lesson(struct session *s, struct lesson *lesson, int act)
{
    struct err err;
    int left_at = progress_place(s->tutor->progress, lesson->name);
    session_drop_lesson(s);
    s->lesson = lesson;
    s->view.acts = 0;
    for (size_t i = 0; i < lesson->block_count; i++)
        s->view.acts += block_is_act(&lesson->blocks[i]);
    size_t first = lesson_act(lesson, act > 0 ? act : left_at);
    recall_predictions(s, first);
    session_begin_block(s, first);
    if (act == 0 && s->view.act_number > 1)
        session_say(s, STYLE_TEXT, _("taken up where you left it; 'lesson %s 1' begins anew"),
                    lesson->name);
    if (progress_set(s->tutor->progress, PROGRESS_STARTED, lesson->name, &err) < 0)
        session_complain(s, &err);
    return STATUS_OK;
}

const struct catalog_entry *session_next_lesson(const struct session *s)
{
    return course_next(tutor_catalog(s->tutor), s->tutor->progress,
                       s->lesson ? s->lesson->name : NULL);
}

static int next_lesson(struct session *s)
{
    const struct catalog_entry *entry = session_next_lesson(s);
    if (!entry) {
        session_go_home(s);
        return STATUS_OK;
    }
    struct err err;
    struct lesson *lesson = tutor_lesson(s->tutor, entry->name, &err);
    return lesson ? session_lesson(s, lesson, 0) : session_complain(s, &err);
}

int session_next(struct session *s)
{
    if (session_uncover(s))
        return STATUS_OK;
    if (s->exercise && !session_is_running(s) && !session_is_checking(s))
        return session_is_choosing(s)
                   ? session_exercise(s, session_exercise_view(s)->exercise, NULL)
                   : session_leave_exercise(s);
    switch (s->view.stage) {
    case VIEW_READING:
        if (s->lesson->blocks[s->block].kind == BLOCK_EXERCISE) /* one that is not there */
            session_begin_block(s, s->block + 1);
        else
            return session_run_block(s);
        return STATUS_OK;
    case VIEW_ASKING:
    case VIEW_DONE:
        if (!s->lesson)
            session_go_home(s);
        else
            session_begin_block(s, s->block + 1);
        return STATUS_OK;
    case VIEW_HOME:
    case VIEW_END:
        return next_lesson(s);
    case VIEW_REPLAY:
        session_go_home(s);
        return STATUS_OK;
    case VIEW_BUILDING:
    case VIEW_RUNNING:
        session_say(s, STYLE_WARN, "%s",
                    session_is_checking(s) ? _("it is being checked; q ends that")
                    : s->view.is_paused
                        ? _("it stands still: 0-9 make one go a step, p lets all go, q ends it")
                        : _("it still runs; q ends it, p stops it for a look"));
        return STATUS_OK;
    }
    return STATUS_OK;
}

void session_answer(struct session *s, int answer)
{
    const struct block *block = &s->lesson->blocks[s->block];
    if ((size_t)answer >= block->answer_count) {
        session_say(s, STYLE_WARN, _("the answers are 1 to %zu"), block->answer_count);
        return;
    }
    struct err err;
    int question = s->question;
    s->predictions[question - 1] = answer;
    session_begin_block(s, s->block + 1);
    if (progress_set_prediction(s->tutor->progress, s->lesson->name, question, answer + 1, &err) <
        0)
        session_complain(s, &err);
}

void session_go_home(struct session *s)
{
    session_drop_lesson(s);
    s->view.stage = VIEW_HOME;
    s->view.page_scroll = 0;
    s->view.large = LARGE_NONE;
    text_clear(&s->output);
    text_clear(&s->home);
}
