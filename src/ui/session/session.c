/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/session/session.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/state.h"
#include "core/lesson/course.h"
#include "ui/exercise/checking.h"
#include "ui/line/command.h"
#include "ui/session/session_state.h"
#include "ui/terminal/loop.h"
#include "ui/terminal/prompt.h"

enum {
    FRAME_MS = 33,  /* how often the screen follows what runs */
    CLOCK_MS = 250, /* and the clock, when nothing is heard of it */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* --- drawing -----------------------------------------------------------------------------------*/

static const char *mark_of(const struct session *s, const struct catalog_entry *entry)
{
    const struct progress *progress = s->tutor->progress;
    return progress_has(progress, PROGRESS_FINISHED, entry->name)  ? "[x]"
           : progress_has(progress, PROGRESS_STARTED, entry->name) ? "[-]"
                                                                   : "[ ]";
}

static void put_padded(struct text *out, const char *words, int columns)
{
    text_put(out, words);
    for (int width = text_width(words); width < columns; width++)
        text_put_char(out, ' ');
}

/* How many of its exercises are solved: "2/6  ". */
static void put_exercises(const struct session *s, const struct catalog_entry *entry,
                          struct text *out)
{
    unsigned solved,
        count = exercises_of(tutor_exercises(s->tutor), s->tutor->progress, entry->name, &solved);
    char *figure = count > 0 ? xasprintf("%u/%u", solved, count) : xstrdup("");
    put_padded(out, figure, 6);
    free(figure);
}

/* The lessons from `first` to before `end`: all of them, or those of one course. */
static void put_lessons(struct session *s, const struct catalog_entry *first,
                        const struct catalog_entry *end, const char *course,
                        const struct catalog_entry *next, struct text *out)
{
    int widest = 0;
    for (const struct catalog_entry *entry = first; entry < end; entry++) {
        int width = text_width(entry->name);
        if (!course || strcmp(entry->course, course) == 0)
            widest = width > widest ? width : widest;
    }
    for (const struct catalog_entry *entry = first; entry < end; entry++) {
        if (course && strcmp(entry->course, course) != 0)
            continue;
        text_add(out, "  %s %s ", entry == next ? ">" : " ", mark_of(s, entry));
        put_padded(out, entry->name, widest + 2);
        put_exercises(s, entry, out);
        text_add(out, "%s\n", entry->problem ? entry->problem : entry->title);
    }
}

/* One path to begin with. What comes behind it is a line only. */
static void put_course(struct session *s, const struct catalog_entry *next, struct text *out)
{
    const struct catalog *catalog = tutor_catalog(s->tutor);
    unsigned finished,
        lessons = course_lessons(catalog, s->tutor->progress, next->course, &finished);
    text_add(out, "    %s  ", next->course);
    text_add(out, ngettext("%u of %u lesson\n", "%u of %u lessons\n", lessons), finished, lessons);
    put_lessons(s, catalog->entries, catalog->entries + catalog->count, next->course, next, out);
    unsigned others = (unsigned)catalog->count - lessons;
    if (others > 0)
        text_add(
            out,
            ngettext("\n  and %u more lesson\n", "\n  and %u more lessons, in chapters\n", others),
            others);
}

/* The way through all of them: a row for each chapter, and the lessons of the one that is next, so
 * that all of it is seen at once. `list` says more. */
static void put_chapters(struct session *s, const struct catalog_entry *next, struct text *out)
{
    const struct catalog *catalog = tutor_catalog(s->tutor);
    const struct catalog_entry *all = catalog->entries, *end = all + catalog->count;
    int widest = 0;
    for (const struct catalog_entry *entry = all; entry < end; entry++) {
        int width = text_width(entry->chapter);
        widest = width > widest ? width : widest;
    }
    for (const struct catalog_entry *first = all, *behind; first < end; first = behind) {
        unsigned done = 0;
        for (behind = first; behind < end && strcmp(behind->chapter, first->chapter) == 0; behind++)
            done += progress_has(s->tutor->progress, PROGRESS_FINISHED, behind->name);
        unsigned lessons = (unsigned)(behind - first);
        text_put(out, done == lessons ? "[x] " : "    ");
        put_padded(out, *first->chapter ? first->chapter : _("lessons"), widest + 2);
        text_add(out, ngettext("%u of %u lesson\n", "%u of %u lessons\n", lessons), done, lessons);
        if (next >= first && next < behind)
            put_lessons(s, first, behind, NULL, next, out);
    }
}

static bool has_begun(const struct session *s)
{
    const struct catalog *catalog = tutor_catalog(s->tutor);
    for (size_t i = 0; i < catalog->count; i++)
        if (progress_has(s->tutor->progress, PROGRESS_STARTED, catalog->entries[i].name) ||
            progress_has(s->tutor->progress, PROGRESS_FINISHED, catalog->entries[i].name))
            return true;
    return false;
}

static const char *home_text(struct session *s)
{
    if (s->home.size > 0)
        return text_get(&s->home);
    const struct catalog_entry *next = session_next_lesson(s);
    if (tutor_catalog(s->tutor)->count == 0) {
        command_line(s->tutor, "list"); /* says where lessons are looked for */
        text_put(&s->home, text_get(&s->tutor->said));
        text_clear(&s->tutor->said);
        return text_get(&s->home);
    }
    if (!has_begun(s)) /* whoever sees this for the first time */
        text_put(&s->home,
                 _("conc-tutor runs real programs and shows what threads and processes do.\n"));
    if (next)
        text_add(&s->home, _("Enter takes the next lesson: %s, %s\n"), next->name, next->title);
    else
        text_put(&s->home, _("You have finished all lessons.\n"));
    text_put(&s->home, _("Or type a command: lesson NAME, run PROGRAM.c, list, help.\n\n"));
    if (next && *next->course)
        put_course(s, next, &s->home);
    else
        put_chapters(s, next, &s->home);
    text_put(&s->home, _("\n[x] finished  [-] begun  1/3: one of three exercises solved\n"));
    return text_get(&s->home);
}

static double elapsed_s(struct session *s)
{
    uint64_t now = now_ns();
    if (s->began_ns == 0)
        s->began_ns = now;
    return (double)(now - s->began_ns) / 1e9;
}

/* How the act at hand runs: as it was begun, or as it would be with what is set now. */
static void fill_plan(struct session *s)
{
    struct view *view = &s->view;
    const struct block *block =
        s->lesson && s->block < s->lesson->block_count ? &s->lesson->blocks[s->block] : NULL;
    struct act_plan plan;
    struct err ignored; /* what is wrong is said when it is run */
    view->act_command = NULL;
    view->act_times = 0;
    if (view->stage != VIEW_READING && s->act) {
        view->act_command = act_plan(s->act)->title;
        view->act_times = act_plan(s->act)->times;
    } else if (view->stage == VIEW_READING && block && block_has_program(block) &&
               tutor_plan_block(s->tutor, &plan, s->lesson, block, &ignored) == 0) {
        free(s->planned);
        s->planned = xstrdup(plan.title);
        view->act_command = s->planned;
        view->act_times = plan.times;
        act_plan_release(&plan);
    }
}

static void fill_view(struct session *s)
{
    struct view *view = &s->view;
    view->lesson = s->lesson;
    view->block = s->block;
    view->trace = s->trace;
    view->model = s->model;
    view->scratch = s->scratch;
    view->is_live = !s->is_past;
    view->has_lost = session_has_lost(s);
    const struct run *run = session_is_running(s) ? act_run(s->act) : NULL;
    view->is_paused = s->loaded ? !s->is_playing : run && run_is_paused(run);
    view->speed = s->loaded ? 0 : s->tutor->options.speed;
    view->program_name = s->program_name;
    view->program_text = s->program_text;
    fill_plan(s);
    view->predictions = s->predictions;
    view->prediction_count = s->prediction_count;
    view->results = (const struct act_result *const *)s->results;
    view->result_count = s->result_count;
    view->is_over_page = s->output.size > 0;
    view->is_broken = session_is_broken(s);
    view->output = s->output.size > 0         ? text_get(&s->output)
                   : view->stage == VIEW_HOME ? home_text(s)
                                              : NULL;
    view->choices = prompt_choices();
    view->message = s->message.size > 0 ? text_get(&s->message) : NULL;
    view->prompt = prompt_text();
    view->line = prompt_line();
    view->cursor = prompt_cursor();
    view->is_demo = s->tutor->options.is_demo;
    view->key = view->is_demo ? s->key : NULL;
    view->elapsed_s = session_is_running(s) || session_is_checking(s) ? elapsed_s(s) : 0;
    view->exercise = session_exercise_view(s);
    view->offers = session_offers(s, &view->offer_count);
    view->is_full_prompt = s->is_prompting || !prompt_is_empty();
}

static void draw(struct session *s)
{
    int width, height;
    screen_size(s->screen, &width, &height);
    fill_view(s);
    canvas_resize(&s->canvas, width, height);
    s->canvas.is_ascii = !screen_is_utf8();
    view_draw(&s->view, &s->canvas);
    screen_show(s->screen, &s->canvas);
}

static enum lectern_moment moment_of(enum view_stage stage)
{
    switch (stage) {
    case VIEW_ASKING:
        return LECTERN_ASKING;
    case VIEW_BUILDING:
    case VIEW_RUNNING:
        return LECTERN_RUNNING;
    case VIEW_DONE:
        return LECTERN_DONE;
    case VIEW_END:
        return LECTERN_END;
    default:
        return LECTERN_READING;
    }
}

/* For the speaker's notes in another terminal. A learner alone has no use for a complaint. */
static void tell_where(struct session *s)
{
    struct err err;
    const char *dir = s->lesson ? s->lesson->dir : NULL;
    if (lectern_tell(s->lectern, dir, s->tutor->options.lang, s->block, moment_of(s->view.stage),
                     &err) < 0 &&
        s->tutor->options.is_demo)
        session_complain(s, &err);
}

/* --- living ------------------------------------------------------------------------------------*/

/* Ctrl-Z: the terminal goes back to the shell, and we to sleep. What runs is paused meanwhile, so
 * that nothing goes on unseen. */
static void suspend(struct session *s)
{
    struct run *run = session_is_running(s) ? act_run(s->act) : NULL;
    bool was_running = run && !run_is_paused(run);
    if (was_running)
        run_pause(run);
    screen_suspend(s->screen);
    raise(SIGSTOP);
    screen_resume(s->screen);
    screen_resize(s->screen);
    if (was_running)
        run_resume(run);
}

static void take_news(struct session *s, const struct loop_news *news)
{
    if (news->ended_by == SIGINT) {
        session_interrupt(s);
    } else if (news->ended_by) {
        s->ended_by = news->ended_by;
        s->has_quit = true;
    }
    if (news->has_stopped)
        suspend(s);
    if (news->has_resized || news->has_continued)
        screen_resize(s->screen);
    uint32_t key;
    while (news->has_keys && !s->has_quit && (key = screen_key(s->screen)) != 0)
        session_key(s, key);
}

/* Of two times to wait; -1: for ever. */
static int shorter(int one, int other)
{
    return one < 0 || (other >= 0 && other < one) ? other : one;
}

static int timeout_of(const struct session *s)
{
    if (s->act && act_is_ready(s->act))
        return 0;
    bool is_busy = session_is_running(s) || session_is_checking(s);
    int timeout = s->is_playing ? FRAME_MS : is_busy ? CLOCK_MS : -1;
    timeout = shorter(timeout, session_saves_patience_ms(s));
    return shorter(timeout, session_patience_ms(s));
}

/* What goes on: an act, a check, or the search for a hint. -1: nothing. */
static int busy_fd(const struct session *s)
{
    return session_is_running(s)    ? act_fd(s->act)
           : session_is_checking(s) ? session_check_fd(s)
                                    : session_hint_fd(s);
}

static void live(struct session *s)
{
    uint64_t drawn = 0;
    bool is_stale = true;
    while (!s->has_quit) {
        uint64_t now = now_ns();
        /* a key shows at once; what runs, at the rate of frames */
        if (is_stale || now - drawn > FRAME_MS * 1000000ull) {
            tell_where(s);
            draw(s);
            drawn = now;
        }
        int act_fd_now = busy_fd(s);
        int fd = act_fd_now >= 0 ? act_fd_now : session_saves_fd(s);
        struct loop_news news = loop_wait(STDIN_FILENO, fd, timeout_of(s));
        bool was_running = act_fd_now >= 0;
        is_stale = news.has_keys || news.has_resized || news.has_continued || news.has_stopped ||
                   news.ended_by || s->is_playing;
        take_news(s, &news);
        is_stale = session_turn_saves(s) || is_stale;
        if (session_patience_ms(s) == 0) {
            session_let_go(s);
            is_stale = true;
        }
        if (session_is_running(s) && (news.has_event || act_is_ready(s->act)))
            session_turn(s);
        else if (session_is_checking(s) && news.has_event)
            session_turn_check(s);
        else if (s->hint && news.has_event)
            session_turn_hint(s);
        is_stale = is_stale || (was_running && busy_fd(s) < 0);
        session_play(s, now_ns());
    }
}

static void crash(int number)
{
    screen_emergency();
    signal(number, SIG_DFL);
    raise(number);
}

/* If the tutor itself crashes, the terminal is given back first. */
static void watch_crashes(void)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction action = {.sa_handler = crash, .sa_flags = (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
        sigaction(signals[i], &action, NULL);
    text_no_memory = screen_emergency;
}

static void begin(struct session *s, struct session_start start)
{
    s->view.prediction = -1;
    if (start.lesson)
        session_lesson(s, start.lesson, start.act);
    else if (start.trace)
        session_replay(s, start.trace);
    else if (start.plan)
        session_act(s, start.plan);
    else
        session_go_home(s);
}

static void release(struct session *s)
{
    session_drop_lesson(s);
    free(s->results);
    text_release(&s->output);
    text_release(&s->home);
    turns_release(&s->chosen);
    act_plan_release(&s->again);
    free(s->predictions);
    text_release(&s->awaited);
    text_release(&s->message);
    free(s->offers);
    canvas_release(&s->canvas);
}

int session_main(struct tutor *tutor, struct session_start start)
{
    struct session *s = xcalloc(1, sizeof(*s));
    struct err err;
    char *history = state_path("history");
    if (history)
        (void)state_make_folders(history); /* if they cannot be made, there is no history */
    struct prompt_spec prompt = {.prompt = "> ",
                                 .history_file = history,
                                 .candidate = session_candidate,
                                 .takes_file = session_takes_file,
                                 .context = s};
    s->tutor = tutor;
    tutor->session = s;
    int status = STATUS_OK;
    if (prompt_open(&prompt, &err) < 0) {
        status = err.status;
    } else {
        s->screen = screen_open(tutor->options.colour, &err);
        if (s->screen) {
            watch_crashes();
            if (tutor->options.is_demo)
                screen_strengthen(s->screen);
            s->lectern = lectern_open();
            begin(s, start);
            live(s);
            release(s); /* ends what runs, while the screen still stands */
            screen_close(s->screen);
            lectern_close(s->lectern);
        } else {
            status = err.status;
        }
        prompt_close();
    }
    tutor->session = NULL;
    if (status != STATUS_OK)
        tutor_fail(tutor, &err);
    int ended_by = s->ended_by;
    free(history);
    free(s->planned);
    free(s);
    if (ended_by) {
        loop_die_by(ended_by);
        return 128 + ended_by;
    }
    return status;
}
