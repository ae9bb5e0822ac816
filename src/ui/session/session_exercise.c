/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An exercise on the screen: as the act at hand of a page, taken from what a lesson offers at its
 * end, or named at the prompt. The learner's file is checked while keys go on working; the story of
 * a counterexample is a trace like any other, so it is looked at and stepped with the keys of one.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/lesson/saves.h"
#include "ui/draw/prose.h"
#include "ui/exercise/checking.h"
#include "ui/exercise/workplace.h"
#include "ui/line/command.h"
#include "ui/session/session_state.h"
#include "ui/terminal/editor.h"
#include "ui/terminal/loop.h"

struct exercise_screen {
    const struct exercise *exercise;
    char *path;               /* the learner's file; NULL: none yet */
    bool is_given;            /* that was named at the prompt, and is nobody's own */
    bool wants_reset;         /* r was pressed once */
    struct saves *saves;      /* of the learner's file; NULL: none yet */
    struct text seen;         /* its content when it was last read: that is no news */
    struct check *check;      /* that goes on, or the last one; NULL none */
    struct act_result *found; /* what it has explored, as a result to be shown; NULL none */
    struct text state;
    struct view_exercise view;
};

bool session_is_checking(const struct session *s)
{
    return s->exercise && s->exercise->check && !check_is_over(s->exercise->check);
}

int session_check_fd(const struct session *s)
{
    return session_is_checking(s) ? check_fd(s->exercise->check) : -1;
}

/* --- what is shown ---------------------------------------------------------------------------- */

static void fill_state(struct session *s, const struct exercise *exercise,
                       struct view_exercise *view)
{
    *view = (struct view_exercise){.exercise = exercise};
    const char *state = exercise_state(s->tutor->progress, exercise);
    view->mark = exercise_mark(state);
    view->is_solved = *state == 's';
}

static void fill(struct session *s)
{
    struct exercise_screen *at = s->exercise;
    fill_state(s, at->exercise, &at->view);
    text_clear(&at->state);
    exercise_state_text(s->tutor->progress, at->exercise, &at->state);
    at->view.state = text_get(&at->state);
    at->view.path = at->path;
    at->view.is_checking = session_is_checking(s);
    at->view.is_checked = at->check && check_is_over(at->check);
    if (!at->view.is_checked)
        return;
    const struct check_result *result = check_result(at->check);
    at->view.verdict = result->verdict;
    at->view.says = result->text;
    if (!check_passes(result->verdict))
        at->view.fitting = exercise_fitting(at->exercise, result->verdict);
}

const struct view_exercise *session_exercise_view(struct session *s)
{
    if (!s->exercise)
        return NULL;
    fill(s);
    return &s->exercise->view;
}

static void load_program(struct session *s)
{
    const struct exercise_screen *at = s->exercise;
    const char *name = at->exercise->kind == EXERCISE_FIND ? "program.c" : "start.c";
    bool is_own = at->path && at->exercise->kind != EXERCISE_FIND;
    char *path = is_own ? xstrdup(at->path) : exercise_file(at->exercise, name);
    struct text text = {0};
    struct err err;
    free(s->program_name);
    free(s->program_text);
    s->program_name = s->program_text = NULL;
    if (path && file_read(path, ANSWER_LIMIT, &text, &err) == 0) {
        s->program_name = xasprintf("%s.c", at->exercise->name);
        s->program_text = text_give(&text);
    }
    text_release(&text);
    free(path);
}

/* What the file holds now has been taken: only another content is a save. */
static int see_own_file(struct exercise_screen *at, struct err *err)
{
    text_clear(&at->seen);
    return file_read(at->path, ANSWER_LIMIT, &at->seen, err);
}

static void find_own_file(struct session *s)
{
    struct exercise_screen *at = s->exercise;
    struct err none; /* there is no file yet: that shows */
    if (!at->is_given) {
        free(at->path);
        at->path = learners_file(s->tutor->progress, at->exercise, &none);
    }
    load_program(s);
    if (!at->saves && at->path) {
        (void)see_own_file(at, &none);
        at->saves = saves_open(at->path, &none); /* without it, c checks */
    }
}

/* --- opening and leaving ---------------------------------------------------------------------- */

void session_drop_check(struct session *s)
{
    struct exercise_screen *at = s->exercise;
    if (!at || !at->check)
        return;
    if (s->trace && s->trace == check_result(at->check)->trace)
        session_show(s, NULL);
    if (s->view.result == at->found)
        s->view.result = NULL;
    if (at->found)
        at->found->explored = NULL; /* the check's */
    act_result_free(at->found);
    at->found = NULL;
    check_free(at->check);
    at->check = NULL;
}

void session_close_exercise(struct session *s)
{
    if (!s->exercise)
        return;
    session_drop_check(s);
    text_release(&s->exercise->state);
    text_release(&s->exercise->seen);
    saves_free(s->exercise->saves);
    free(s->exercise->path);
    free(s->exercise);
    s->exercise = NULL;
}

int session_exercise(struct session *s, const struct exercise *exercise, const char *path)
{
    struct err err;
    if (exercise->problem) {
        err_set(&err, STATUS_FAILED, "%s", exercise->problem);
        return session_complain(s, &err);
    }
    text_clear(&s->output);
    session_drop_act(s);
    session_close_exercise(s);
    s->exercise = xcalloc(1, sizeof(*s->exercise));
    s->exercise->exercise = exercise;
    s->exercise->is_given = path != NULL;
    s->exercise->path = path ? xstrdup(path) : NULL;
    s->view.stage = VIEW_READING;
    s->view.page_scroll = 0;
    find_own_file(s);
    return STATUS_OK;
}

/* The exercise that the act at hand names. */
static const struct exercise *exercise_of_block(const struct session *s, struct err *err)
{
    const struct lesson *lesson = s->lesson;
    if (!lesson || s->block >= lesson->block_count ||
        lesson->blocks[s->block].kind != BLOCK_EXERCISE)
        return NULL;
    char *name = xasprintf("%s/%s", lesson->name, lesson->blocks[s->block].words[0]);
    const struct exercise *exercise = exercises_find(tutor_exercises(s->tutor), name, err);
    free(name);
    return exercise;
}

void session_begin_exercise(struct session *s)
{
    struct err err;
    const struct exercise *exercise = exercise_of_block(s, &err);
    if (exercise)
        session_exercise(s, exercise, NULL);
    else
        session_complain(s, &err);
}

int session_leave_exercise(struct session *s)
{
    struct err err;
    bool is_of_page = exercise_of_block(s, &err) == s->exercise->exercise;
    if (!s->lesson)
        session_go_home(s);
    else
        session_begin_block(s, s->block + is_of_page);
    return STATUS_OK;
}

/* --- checking --------------------------------------------------------------------------------- */

static int begin_check(struct session *s, const char *name, const char *bytes, size_t n)
{
    struct err err;
    struct exercise_screen *at = s->exercise;
    struct check_spec spec = {.exercise = at->exercise,
                              .name = name,
                              .bytes = bytes,
                              .size = n,
                              .explorer = s->tutor->explorer,
                              .probe = s->tutor->probe,
                              .budget_s = s->tutor->options.budget_s};
    text_clear(&s->output);
    session_drop_act(s);
    s->view.page_scroll = 0;
    s->began_ns = 0;
    at->check = check_start(&spec, &err);
    s->view.stage = at->check ? VIEW_BUILDING : VIEW_READING;
    if (!at->check)
        return session_complain(s, &err);
    session_say(s, STYLE_TEXT, _("looking at every schedule of it; q ends that"));
    return STATUS_OK;
}

int session_check(struct session *s)
{
    struct err err;
    struct exercise_screen *at = s->exercise;
    find_own_file(s);
    if (!at->path) {
        session_say(s, STYLE_WARN,
                    at->exercise->kind == EXERCISE_FIND
                        ? _("there is nothing to check yet: e begins the hunt")
                        : _("there is nothing to check yet: e makes a file of your own"));
        return STATUS_USAGE;
    }
    if (see_own_file(at, &err) < 0)
        return session_complain(s, &err);
    return begin_check(s, at->path, text_get(&at->seen), at->seen.size);
}

/* --- checking at every save ------------------------------------------------------------------- */

/* Not while something of his runs: he looks at that. */
static bool is_listening(const struct session *s)
{
    return s->exercise && s->exercise->saves && !session_is_running(s) && !s->is_prompting;
}

int session_saves_fd(const struct session *s)
{
    return is_listening(s) ? saves_fd(s->exercise->saves) : -1;
}

int session_saves_patience_ms(const struct session *s)
{
    return is_listening(s) ? saves_patience_ms(s->exercise->saves) : -1;
}

bool session_turn_saves(struct session *s)
{
    if (!is_listening(s) || !saves_turn(s->exercise->saves))
        return false;
    const struct text *now = saves_content(s->exercise->saves), *seen = &s->exercise->seen;
    if (now->size == seen->size && memcmp(text_get(now), text_get(seen), now->size) == 0)
        return false;
    (void)session_check(s); /* which says what is wrong */
    return true;
}

/* What was made to fail is the answer to a hunt. */
void session_hunted(struct session *s)
{
    if (!s->exercise || s->exercise->exercise->kind != EXERCISE_FIND)
        return;
    char *name = xasprintf("%s.schedule", s->exercise->exercise->name);
    char *schedule = xstrdup(text_get(&s->tutor->hunted));
    struct err none; /* without the file, this is the answer all the same */
    workplace_keep(s->tutor, s->exercise->exercise, schedule);
    if (s->exercise->path)
        (void)see_own_file(s->exercise, &none); /* what we write is no save either */
    begin_check(s, name, schedule, strlen(schedule));
    free(schedule);
    free(name);
}

/* A proof has figures, a counterexample a story. What is right on every schedule and yet does not
 * pass has neither. */
static void show_found(struct session *s, const struct check_result *result)
{
    struct exercise_screen *at = s->exercise;
    bool is_shown = result->explored && !result->explored->refusal &&
                    (check_passes(result->verdict) || result->explored->failure_count > 0);
    if (is_shown) {
        at->found = xcalloc(1, sizeof(*at->found));
        at->found->kind = BLOCK_EXPLORE;
        at->found->keeps_word = true;
        at->found->explored = result->explored;
        s->view.result = at->found;
    }
    if (result->trace && (is_shown || !result->explored)) {
        session_show(s, result->trace);
        session_show_present(s);
    }
    s->view.stage = s->view.result || s->trace ? VIEW_DONE : VIEW_READING;
}

static void tell_check(struct session *s)
{
    const struct check_result *result = check_result(s->exercise->check);
    remember_check(s->tutor, s->exercise->exercise, result);
    load_program(s);
    if (result->verdict == CHECK_BUILD && *result->messages) {
        text_put(&s->output, result->messages);
        s->is_broken = true;
        s->view.stage = VIEW_READING;
    } else {
        show_found(s, result);
    }
    session_say(s, check_passes(result->verdict) ? STYLE_GOOD : STYLE_BAD, "%s",
                check_sentence(result->verdict));
}

void session_turn_check(struct session *s)
{
    struct err err;
    struct check *check = s->exercise->check;
    check_turn(check);
    if (!check_is_over(check))
        return;
    if (!check_has_failed(check, &err)) {
        tell_check(s);
        return;
    }
    session_drop_check(s);
    s->view.stage = VIEW_READING;
    session_complain(s, &err);
}

bool session_end_check(struct session *s)
{
    if (!session_is_checking(s))
        return false;
    session_drop_check(s);
    s->view.stage = VIEW_READING;
    session_say(s, STYLE_TEXT, _("ended; c checks again"));
    return true;
}

/* --- keys ------------------------------------------------------------------------------------- */

/* The learner's own file, made if there is none. */
static int make_own_file(struct session *s)
{
    struct err err;
    struct exercise_screen *at = s->exercise;
    find_own_file(s);
    if (at->path)
        return STATUS_OK;
    char *folder = workplace_make(s->tutor, at->exercise, &err);
    text_clear(&s->tutor->said);
    if (!folder)
        return session_complain(s, &err);
    free(folder);
    find_own_file(s);
    return STATUS_OK;
}

/* The terminal is the editor's for a while, and what it leaves behind is not to be seen. */
int session_edit(struct session *s)
{
    struct err err;
    session_end_check(s);
    if (make_own_file(s) != STATUS_OK)
        return STATUS_FAILED;
    screen_suspend(s->screen);
    int result = editor_run(s->exercise->path, &err);
    loop_forget_keys();
    screen_resume(s->screen);
    screen_resize(s->screen);
    return result < 0 ? session_complain(s, &err) : session_check(s);
}

/* The learner is the scheduler of the program that is to fail. */
int session_hunt(struct session *s)
{
    struct err err;
    struct act_plan plan;
    const struct exercise *exercise = s->exercise->exercise;
    if (make_own_file(s) != STATUS_OK)
        return STATUS_FAILED;
    char *program = exercise_file(exercise, "program.c");
    int result = tutor_plan_explore(s->tutor, &plan, program,
                                    (const char *const *)exercise->check_args, &err);
    free(program);
    if (result < 0)
        return session_complain(s, &err);
    plan.kind = BLOCK_STEP;
    return session_start_act(s, &plan);
}

static void do_words(struct session *s, const char *verb)
{
    char *words[] = {"exercise", (char *)verb, s->exercise->exercise->name, NULL};
    text_clear(&s->tutor->said);
    command_run(s->tutor, 3, words);
    session_show_said(s);
}

/* The one that fits what the check has said, then the graded ones, one more each time. */
static void hint(struct session *s)
{
    const struct view_exercise *at = session_exercise_view(s);
    struct text words = {0};
    if (at->is_checked && at->fitting) {
        text_put(&words, _("A hint that fits:\n"));
        prose_put(&words, at->fitting->text, "    ", prose_columns() - 4);
        text_put(&words, "\n");
    }
    do_words(s, "hint");
    text_put(&words, text_get(&s->output));
    text_release(&s->output);
    s->output = words;
}

static void reset(struct session *s, bool is_sure)
{
    if (!is_sure) {
        session_say(s, STYLE_WARN, _("r once more begins anew; what you have is kept beside"));
        s->exercise->wants_reset = true;
        return;
    }
    session_drop_act(s);
    s->view.stage = VIEW_READING;
    do_words(s, "reset");
    find_own_file(s);
}

bool session_exercise_key(struct session *s, uint32_t key)
{
    bool is_covered = s->output.size > 0 && !session_is_broken(s);
    if (!s->exercise || session_is_running(s) || session_is_choosing(s) || is_covered)
        return false;
    bool wanted_reset = s->exercise->wants_reset;
    s->exercise->wants_reset = false;
    switch (key) {
    case 'e':
        (void)(s->exercise->exercise->kind == EXERCISE_FIND ? session_hunt(s) : session_edit(s));
        return true;
    case 'c':
        session_check(s);
        return true;
    case 'h':
        hint(s);
        return true;
    case 's':
        do_words(s, "solution");
        return true;
    case 'r':
        reset(s, wanted_reset);
        return true;
    default:
        return false;
    }
}

/* --- what a lesson offers at its end ---------------------------------------------------------- */

const struct view_exercise *session_offers(struct session *s, size_t *count)
{
    *count = 0;
    if (s->view.stage != VIEW_END || !s->lesson || s->exercise)
        return NULL;
    const struct exercises *all = tutor_exercises(s->tutor);
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->list[i]->lesson, s->lesson->name) == 0) {
            s->offers = xrealloc(s->offers, (*count + 1) * sizeof(*s->offers));
            fill_state(s, all->list[i], &s->offers[(*count)++]);
        }
    return s->offers;
}

bool session_take_offer(struct session *s, unsigned number)
{
    size_t count;
    const struct view_exercise *offers = session_offers(s, &count);
    if (number < 1 || number > count)
        return false;
    session_exercise(s, offers[number - 1].exercise, NULL);
    return true;
}
