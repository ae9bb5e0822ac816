/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The speaker's notes in a second terminal: follows the lesson that another session of this user
 * takes (lectern.h), until it is told to leave. It never touches that session.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ui/line/command.h"
#include "ui/terminal/loop.h"
#include "ui/view/notes.h"

enum { LOOK_MS = 1000, LOOK_OFTEN_MS = 200, KEY_CTRL_C = 3, PAGE = 8 };

struct follower {
    struct tutor *tutor;
    struct lectern_place place; /* that is shown; dir NULL: none */
    struct lesson *lesson;
    struct err err; /* why it cannot be shown */
    struct notes notes;
    int watch;
    bool has_begun;
    int ended_by; /* signal, 0 none */
};

enum move { MOVE_NONE, MOVE_MOMENT, MOVE_PLACE };

static bool is_same_lesson(const struct lectern_place *a, const struct lectern_place *b)
{
    struct lectern_place at_b = *a;
    at_b.block = b->block;
    at_b.moment = b->moment;
    return lectern_places_are_equal(&at_b, b);
}

/* Looks where the lesson is now. */
static enum move look(struct follower *f)
{
    struct lectern_place place;
    lectern_find(&place);
    if (f->has_begun && lectern_places_are_equal(&place, &f->place)) {
        lectern_place_release(&place);
        return MOVE_NONE;
    }
    bool is_same = f->has_begun && is_same_lesson(&place, &f->place);
    bool has_moved = !is_same || place.block != f->place.block;
    lectern_place_release(&f->place);
    f->place = place;
    f->has_begun = true;
    if (!is_same) {
        lesson_free(f->lesson);
        f->lesson = place.dir ? lesson_load(place.dir, place.lang, &f->err) : NULL;
    }
    f->notes.lesson = f->lesson;
    f->notes.problem = place.dir && !f->lesson ? f->err.text : NULL;
    f->notes.block = place.block;
    f->notes.moment = place.moment;
    if (has_moved)
        f->notes.scroll = 0;
    return has_moved ? MOVE_PLACE : MOVE_MOMENT;
}

/* True: something happened that is worth another look. */
static struct loop_news wait_for_news(struct follower *f, int keys)
{
    int patience = f->watch < 0 ? LOOK_OFTEN_MS : LOOK_MS;
    struct loop_news news = loop_wait(keys, f->watch, patience);
    if (news.has_event)
        lectern_watched(f->watch);
    f->ended_by = news.ended_by ? news.ended_by : f->ended_by;
    return news;
}

/* --- as text -------------------------------------------------------------------------------------
 */

static int tell(struct follower *f)
{
    while (!f->ended_by) {
        if (look(f) == MOVE_PLACE) {
            struct text out = {0};
            if (f->tutor->options.form == FORM_JSON) {
                notes_tell_json(&f->notes, &out);
                text_put_char(&out, '\n');
            } else {
                notes_tell(&f->notes, &out);
            }
            tutor_say(f->tutor, "%s", text_get(&out));
            text_release(&out);
            if (fflush(stdout) != 0)
                return STATUS_OK; /* main says why */
        }
        wait_for_news(f, -1);
    }
    return STATUS_OK;
}

/* --- on a screen ---------------------------------------------------------------------------------
 */

static void scroll(struct follower *f, struct screen *screen, int lines)
{
    int width, height;
    screen_size(screen, &width, &height);
    int limit = notes_scroll_limit(&f->notes, width, height), to = f->notes.scroll + lines;
    f->notes.scroll = to < 0 ? 0 : to > limit ? limit : to;
}

/* False: leave. */
static bool take_key(struct follower *f, struct screen *screen, uint32_t key)
{
    switch (key) {
    case 'q':
    case KEY_CTRL_C:
    case SCREEN_GONE:
        return false;
    case SCREEN_UP:
        scroll(f, screen, -1);
        return true;
    case SCREEN_DOWN:
        scroll(f, screen, 1);
        return true;
    case SCREEN_PAGE_UP:
        scroll(f, screen, -PAGE);
        return true;
    case SCREEN_PAGE_DOWN:
    case ' ':
        scroll(f, screen, PAGE);
        return true;
    default:
        return true;
    }
}

static void follow(struct follower *f, struct screen *screen)
{
    struct canvas canvas = {0};
    bool stays = true;
    while (stays && !f->ended_by) {
        int width, height;
        look(f);
        screen_size(screen, &width, &height);
        canvas_resize(&canvas, width, height);
        canvas.is_ascii = !screen_is_utf8();
        notes_draw(&f->notes, &canvas);
        screen_show(screen, &canvas);
        struct loop_news news = wait_for_news(f, STDIN_FILENO);
        if (news.has_stopped) {
            screen_suspend(screen);
            raise(SIGSTOP);
            screen_resume(screen);
        }
        if (news.has_resized || news.has_continued || news.has_stopped)
            screen_resize(screen);
        uint32_t key;
        while (news.has_keys && stays && (key = screen_key(screen)) != 0)
            stays = take_key(f, screen, key);
    }
    canvas_release(&canvas);
}

static int show(struct follower *f)
{
    struct err err;
    struct screen *screen = screen_open(f->tutor->options.colour, &err);
    if (!screen)
        return tutor_fail(f->tutor, &err);
    follow(f, screen);
    screen_close(screen);
    return STATUS_OK;
}

static int notes_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    if (tutor->session) {
        struct err err;
        err_set(&err, STATUS_USAGE, _("the notes are for another terminal: conc-tutor notes"));
        return tutor_fail(tutor, &err);
    }
    struct follower follower = {.tutor = tutor, .watch = lectern_watch()};
    int status = tutor_wants_screen(tutor) ? show(&follower) : tell(&follower);
    lesson_free(follower.lesson);
    lectern_place_release(&follower.place);
    if (follower.watch >= 0)
        close(follower.watch);
    if (!follower.ended_by)
        return status;
    loop_die_by(follower.ended_by);
    return 128 + follower.ended_by;
}

const struct command cmd_notes = {
    .name = "notes",
    .arguments = "",
    .summary = N_("for the instructor: speaker's notes that follow the lesson in another terminal"),
    .help = N_("Follows the lesson of this user that moved last, and waits where there is none. "
               "With --plain or --json: tells the notes whenever the lesson moves on."),
    .example = "notes",
    .run = notes_run,
};
