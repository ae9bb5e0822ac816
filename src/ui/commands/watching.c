/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/commands/watching.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <termios.h>
#include <unistd.h>

#include "core/lesson/saves.h"
#include "ui/exercise/checking.h"
#include "ui/exercise/watch_list.h"
#include "ui/exercise/workplace.h"
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell_exercise.h"
#include "ui/terminal/editor.h"
#include "ui/terminal/loop.h"

struct watching {
    struct tutor *tutor;
    const struct exercise *exercise;
    char *path;
    struct saves *saves;
    struct check *check; /* that goes on; NULL none */
    int epoll;           /* of what the two of them wait for */
    bool has_screen;     /* it may be cleared, and keys come one by one */
    bool has_keys;       /* standard input has not ended */
    bool is_solved;      /* by what is in the file now */
    bool wants_reset;    /* r was pressed once */
    struct termios before;
    bool is_over;
    int ended_by, status;
};

/* --- the terminal ----------------------------------------------------------------------------- */

static void take_keys(struct watching *w)
{
    struct termios now;
    if (!w->has_screen || tcgetattr(STDIN_FILENO, &w->before) < 0)
        return;
    now = w->before;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO); /* Ctrl-C stays what it is */
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &now); /* if not, keys need Enter behind them */
}

static void give_keys(const struct watching *w)
{
    if (w->has_screen)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &w->before); /* nothing else can be done */
}

static void clear(const struct watching *w)
{
    if (w->has_screen)
        fputs("\033[H\033[2J\033[3J", stdout);
}

static void say_keys(const struct watching *w)
{
    if (w->tutor->options.form == FORM_JSON)
        return;
    printf(_("\n%s:\nh hint  t task  e edit  c check  l list  r reset%s  n next  q quit\n"),
           w->exercise->name, w->is_solved ? _("  s solution") : "");
    fflush(stdout);
}

static void run_words(struct watching *w, const char *verb)
{
    char *words[] = {"exercise", (char *)verb, w->exercise->name, NULL};
    clear(w);
    command_run(w->tutor, 3, words);
}

/* --- one exercise ----------------------------------------------------------------------------- */

static void drop(struct watching *w)
{
    check_free(w->check);
    w->check = NULL;
    saves_free(w->saves);
    w->saves = NULL;
    free(w->path);
    w->path = NULL;
}

static void wait_for(struct watching *w, int fd)
{
    struct epoll_event in = {.events = EPOLLIN};
    if (fd >= 0)
        epoll_ctl(w->epoll, EPOLL_CTL_ADD, fd, &in); /* if not, the next look sees it */
}

/* The learner's file, made if there is none. */
static int begin(struct watching *w, const struct exercise *exercise)
{
    struct err err;
    drop(w);
    w->exercise = exercise;
    w->is_solved = false;
    w->path = learners_file(w->tutor->progress, exercise, &err);
    if (!w->path) {
        char *folder = workplace_make(w->tutor, exercise, &err);
        if (!folder)
            return tutor_fail(w->tutor, &err);
        free(folder);
        w->path = learners_file(w->tutor->progress, exercise, &err);
    }
    w->saves = w->path ? saves_open(w->path, &err) : NULL;
    if (!w->saves)
        return tutor_fail(w->tutor, &err);
    wait_for(w, saves_fd(w->saves));
    if (w->tutor->options.form != FORM_JSON) {
        run_words(w, "show");
        printf(_("Save %s, and it is checked.\n"), w->path);
    }
    say_keys(w);
    return STATUS_OK;
}

/* --- checking --------------------------------------------------------------------------------- */

static void begin_check(struct watching *w)
{
    struct err err;
    const struct text *content = saves_content(w->saves);
    struct check_spec spec = {.exercise = w->exercise,
                              .name = w->path,
                              .bytes = text_get(content),
                              .size = content->size,
                              .explorer = w->tutor->explorer,
                              .probe = w->tutor->probe,
                              .budget_s = w->tutor->options.budget_s};
    check_free(w->check); /* what it looked at is no longer there */
    w->check = check_start(&spec, &err);
    if (!w->check) {
        tutor_fail(w->tutor, &err);
        return;
    }
    wait_for(w, check_fd(w->check));
}

static void end_check(struct watching *w)
{
    struct err err;
    clear(w);
    if (check_has_failed(w->check, &err)) {
        tutor_fail(w->tutor, &err);
    } else {
        const struct check_result *result = check_result(w->check);
        if (w->tutor->options.form == FORM_JSON) {
            json_check(w->exercise, result);
        } else { /* the story may be long: what it comes to stands where one looks */
            plain_reasons(w->exercise, result, true);
            printf("\n%s", w->has_screen ? "\033[1m" : "");
            plain_verdict(w->exercise, result);
            printf("%s", w->has_screen ? "\033[m" : "");
        }
        w->is_solved = check_passes(result->verdict);
        remember_check(w->tutor, w->exercise, result);
    }
    check_free(w->check);
    w->check = NULL;
    say_keys(w);
}

static void turn(struct watching *w)
{
    if (saves_turn(w->saves))
        begin_check(w);
    if (w->check)
        check_turn(w->check);
    if (w->check && check_is_over(w->check))
        end_check(w);
}

/* --- keys ------------------------------------------------------------------------------------- */

static const struct exercise *next_of(const struct watching *w)
{
    const struct exercises *all = tutor_exercises(w->tutor);
    size_t at = 0;
    while (at < all->count && all->list[at] != w->exercise)
        at++;
    for (size_t i = 1; i < all->count; i++) {
        const struct exercise *other = all->list[(at + i) % all->count];
        char *key = exercise_key(other);
        bool is_solved = progress_has(w->tutor->progress, PROGRESS_SOLVED, key);
        free(key);
        if (!is_solved && !other->problem)
            return other;
    }
    return NULL;
}

static void go_next(struct watching *w)
{
    const struct exercise *next = next_of(w);
    if (!next) {
        printf(_("All other exercises are solved.\n"));
        say_keys(w);
    } else if (begin(w, next) != STATUS_OK) {
        w->is_over = true;
        w->status = STATUS_FAILED;
    }
}

static void edit(struct watching *w)
{
    give_keys(w);
    watching_edit(w->tutor, w->exercise);
    take_keys(w);
    say_keys(w);
}

static void reset(struct watching *w)
{
    if (!w->wants_reset) {
        printf(_("r once more begins anew; what you have is kept beside.\n"));
        fflush(stdout);
        w->wants_reset = true;
        return;
    }
    run_words(w, "reset");
    w->is_solved = false;
    say_keys(w);
}

static void key(struct watching *w, char c)
{
    bool wanted_reset = w->wants_reset;
    if (c == '\n' || c == '\r' || c == ' ')
        return;
    w->wants_reset = false;
    switch (c) {
    case 'h':
        run_words(w, "hint");
        say_keys(w);
        break;
    case 't':
        run_words(w, "show");
        say_keys(w);
        break;
    case 'l':
        clear(w);
        watch_list(w->tutor, w->exercise);
        say_keys(w);
        break;
    case 's':
        run_words(w, "solution");
        say_keys(w);
        break;
    case 'r':
        w->wants_reset = wanted_reset;
        reset(w);
        break;
    case 'e':
        edit(w);
        break;
    case 'c':
        saves_forget(w->saves);
        break;
    case 'n':
        go_next(w);
        break;
    case 'q':
    case 4: /* Ctrl-D */
        w->is_over = true;
        break;
    default:
        say_keys(w);
    }
}

static void read_keys(struct watching *w)
{
    char keys[64];
    ssize_t n = read(STDIN_FILENO, keys, sizeof(keys));
    w->has_keys = n > 0; /* without them it goes on all the same */
    for (ssize_t i = 0; i < n && !w->is_over; i++)
        key(w, keys[i]);
}

/* --- the loop --------------------------------------------------------------------------------- */

static void hear(struct watching *w, const struct loop_news *news)
{
    if (news->ended_by) {
        w->ended_by = news->ended_by;
        w->is_over = true;
    }
    if (news->has_stopped) {
        give_keys(w);
        kill(getpid(), SIGSTOP);
        take_keys(w);
        say_keys(w);
    }
    if (news->has_keys && !w->is_over)
        read_keys(w);
}

/* The one that was begun last and is not solved; else the first that is not. */
static const struct exercise *last_begun(struct tutor *tutor)
{
    const struct exercise *best = NULL;
    const char *best_at = NULL, *text = progress_text(tutor->progress);
    for (size_t i = 0; i < tutor_exercises(tutor)->count; i++) {
        const struct exercise *exercise = tutor_exercises(tutor)->list[i];
        char *key = exercise_key(exercise), *line = xasprintf("began %s\n", key);
        bool is_solved = progress_has(tutor->progress, PROGRESS_SOLVED, key);
        const char *at = strstr(text, line);
        if (!is_solved && !exercise->problem && (!best || (at && (!best_at || at > best_at)))) {
            best = exercise;
            best_at = at;
        }
        free(key);
        free(line);
    }
    return best;
}

int watching_main(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    struct watching w = {.tutor = tutor,
                         .has_screen = tutor_wants_screen(tutor),
                         .has_keys = true,
                         .epoll = epoll_create1(EPOLL_CLOEXEC)};
    if (!exercise)
        exercise = last_begun(tutor);
    if (!exercise) {
        err_set(&err, STATUS_USAGE, _("there is no exercise that is not solved: name one"));
        return tutor_fail(tutor, &err);
    }
    take_keys(&w);
    w.status = begin(&w, exercise);
    w.is_over = w.status != STATUS_OK;
    while (!w.is_over) {
        struct loop_news news =
            loop_wait(w.has_keys ? STDIN_FILENO : -1, w.epoll, saves_patience_ms(w.saves));
        hear(&w, &news);
        if (!w.is_over)
            turn(&w);
        if (fflush(stdout) != 0) /* nobody listens any more; main says why */
            w.is_over = true;
    }
    give_keys(&w);
    drop(&w);
    if (w.epoll >= 0)
        close(w.epoll);
    if (w.ended_by)
        loop_die_by(w.ended_by);
    return w.ended_by ? 128 + w.ended_by : w.status;
}

int watching_edit(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    if (tutor->session) {
        int shown = session_exercise(tutor->session, exercise, NULL);
        return shown != STATUS_OK                ? shown
               : exercise->kind == EXERCISE_FIND ? session_hunt(tutor->session)
                                                 : session_edit(tutor->session);
    }
    char *path = learners_file(tutor->progress, exercise, &err);
    int status = path ? STATUS_OK : tutor_fail(tutor, &err);
    if (path && editor_run(path, &err) < 0)
        status = tutor_fail(tutor, &err);
    free(path);
    return status;
}
