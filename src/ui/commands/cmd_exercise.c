/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Exercises: what there is, a folder of the learner's own, hints, the solution once it is earned.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "ui/commands/watching.h"
#include "ui/draw/prose.h"
#include "ui/exercise/checking.h"
#include "ui/exercise/workplace.h"
#include "ui/line/command.h"
#include "ui/session/session.h"
#include "ui/tell/tell_exercise.h"
#include "ui/view/view.h"

static bool has(const struct tutor *tutor, enum progress_fact fact, const struct exercise *exercise)
{
    char *key = exercise_key(exercise);
    bool is_there = progress_has(tutor->progress, fact, key);
    free(key);
    return is_there;
}

/* --- list ------------------------------------------------------------------------------------- */

static void list_json(struct tutor *tutor, const struct exercise *exercise)
{
    struct text line = {0};
    text_put_char(&line, '{');
    text_put_member(&line, "id", exercise->name);
    exercise_json_fields(&line, tutor, exercise);
    tutor_say(tutor, "%s}\n", text_get(&line));
    text_release(&line);
}

static int list(struct tutor *tutor)
{
    size_t solved = 0;
    const char *lesson = "";
    for (size_t i = 0; i < tutor_exercises(tutor)->count; i++) {
        const struct exercise *exercise = tutor_exercises(tutor)->list[i];
        const char *state = exercise_state(tutor->progress, exercise);
        solved += *state == 's';
        if (tutor->options.form == FORM_JSON) {
            list_json(tutor, exercise);
            continue;
        }
        if (strcmp(lesson, exercise->lesson) != 0)
            tutor_say(tutor, "%s%s\n", i ? "\n" : "", exercise->lesson);
        lesson = exercise->lesson;
        tutor_say(tutor, "  %s %-5s %-18s %s\n", exercise_mark(state),
                  exercise_kind_word(exercise->kind), exercise->name,
                  exercise->problem ? exercise->problem : exercise->title);
    }
    if (tutor->options.form != FORM_JSON)
        tutor_say(tutor, _("\n%zu of %zu solved. Begin one: exercise start NAME\n"), solved,
                  tutor_exercises(tutor)->count);
    return STATUS_OK;
}

/* --- one exercise ----------------------------------------------------------------------------- */

static int show(struct tutor *tutor, const struct exercise *exercise)
{
    if (tutor->session)
        return session_exercise(tutor->session, exercise, NULL);
    struct text task = {0};
    prose_put(&task, exercise->task, "", prose_columns());
    tutor_say(tutor, "%s: %s (%s)\n\n%s\n", exercise->name, exercise->title,
              view_exercise_aim(exercise->kind), text_get(&task));
    text_release(&task);
    return STATUS_OK;
}

/* On a terminal a hunt begins at once; how it was made to fail is the answer. */
static int hunt(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    struct act_plan plan;
    char *program = exercise_file(exercise, "program.c");
    int status;
    text_clear(&tutor->hunted);
    if (tutor_plan_explore(tutor, &plan, program, (const char *const *)exercise->check_args, &err) <
        0) {
        free(program);
        return tutor_fail(tutor, &err);
    }
    plan.kind = BLOCK_STEP;
    status = session_main(tutor, (struct session_start){.plan = &plan});
    free(program);
    if (tutor->hunted.size == 0)
        return status;
    char *schedule = xstrdup(text_get(&tutor->hunted));
    workplace_keep(tutor, exercise, schedule);
    status = check_and_tell_schedule(tutor, exercise, schedule);
    free(schedule);
    return status;
}

static int start(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    char *folder = workplace_make(tutor, exercise, &err);
    if (!folder)
        return tutor_fail(tutor, &err);
    if (tutor->session) {
        free(folder);
        text_clear(&tutor->said); /* that it is as it was left: it is seen */
        return show(tutor, exercise);
    }
    show(tutor, exercise);
    const char *suffix = exercise_suffix(exercise);
    if (exercise->kind == EXERCISE_FIND) {
        tutor_say(tutor, _("The program is %s/%s.c. Hunt with:\n"), folder, exercise->name);
        tutor_say(tutor, "    conc-tutor step %s/%s.c", folder, exercise->name);
        for (char **arg = exercise->check_args; *arg; arg++)
            tutor_say(tutor, " %s", *arg);
        tutor_say(tutor, _("\nThe answer is the schedule, in %s/%s%s, or here:\n"), folder,
                  exercise->name, suffix);
        tutor_say(tutor, "    conc-tutor check --schedule 'm1 a1 ...' %s\n", exercise->name);
    } else {
        tutor_say(tutor, _("Edit %s/%s%s; what else is there is frozen: to be read. Then:\n"),
                  folder, exercise->name, suffix);
        tutor_say(tutor, "    conc-tutor check %s/%s%s\n", folder, exercise->name, suffix);
    }
    tutor_say(tutor, _("When you are stuck: conc-tutor exercise hint %s\n"), exercise->name);
    free(folder);
    if (exercise->kind == EXERCISE_FIND && tutor_wants_screen(tutor))
        return hunt(tutor, exercise);
    return STATUS_OK;
}

static int check(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    if (tutor->session) {
        int status = session_exercise(tutor->session, exercise, NULL);
        return status == STATUS_OK ? session_check(tutor->session) : status;
    }
    if (exercise->kind == EXERCISE_FIND && tutor->options.schedule)
        return check_and_tell_schedule(tutor, exercise, tutor->options.schedule);
    char *path = learners_file(tutor->progress, exercise, &err);
    int status = path ? check_and_tell(tutor, exercise, path) : tutor_fail(tutor, &err);
    free(path);
    return status;
}

/* One more each time; when all were read, all are said again. */
static int hint(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    char *key = exercise_key(exercise);
    unsigned read = (unsigned)progress_hints(tutor->progress, key);
    unsigned upto = read < EXERCISE_HINTS ? read + 1 : EXERCISE_HINTS;
    for (unsigned n = 1; n <= upto; n++) {
        struct text text = {0};
        prose_put(&text, exercise_hint(exercise, n)->text, "    ",
                  prose_columns() - (tutor->session ? 4 : 0)); /* the pane has a margin */
        tutor_say(tutor, _("hint %u of %u:\n%s\n"), n, EXERCISE_HINTS, text_get(&text));
        text_release(&text);
    }
    int status = STATUS_OK;
    if (upto > read && progress_set_hints(tutor->progress, key, (int)upto, &err) < 0)
        status = tutor_fail(tutor, &err);
    if (read == EXERCISE_HINTS)
        tutor_say(tutor, _("These are all there are.\n"));
    free(key);
    return status;
}

static int solution(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    struct text bytes = {0};
    if (!has(tutor, PROGRESS_SOLVED, exercise)) {
        err_set(
            &err, STATUS_WRONG,
            _("the solution of '%s' is shown when you have solved it; 'exercise hint %s' helps"),
            exercise->name, exercise->name);
        return tutor_fail(tutor, &err);
    }
    char *name = xasprintf("solution%s", exercise_suffix(exercise));
    char *path = exercise_file(exercise, name);
    int status = STATUS_OK;
    if (!path || file_read(path, ANSWER_LIMIT, &bytes, &err) < 0)
        status = STATUS_FAILED;
    tutor_say(tutor, "%s", text_get(&bytes));
    text_release(&bytes);
    free(path);
    free(name);
    return status;
}

static int reset(struct tutor *tutor, const struct exercise *exercise)
{
    struct err err;
    char *key = exercise_key(exercise);
    char *kept = NULL;
    int status = STATUS_OK;
    if (progress_forget(tutor->progress, key, &err) < 0 ||
        workplace_reset(tutor, exercise, &kept, &err) < 0)
        status = tutor_fail(tutor, &err);
    else if (kept)
        tutor_say(tutor, _("'%s' begins anew; what you had is now %s\n"), exercise->name, kept);
    else
        tutor_say(tutor, _("'%s' begins anew\n"), exercise->name);
    free(kept);
    free(key);
    return status;
}

/* --- progress as a whole ---------------------------------------------------------------------- */

static int reset_all(struct tutor *tutor)
{
    struct err err;
    if (progress_forget(tutor->progress, NULL, &err) < 0)
        return tutor_fail(tutor, &err);
    tutor_say(tutor, _("all progress is forgotten; your files are as they were\n"));
    return STATUS_OK;
}

static int import(struct tutor *tutor, const char *path)
{
    struct err err;
    struct text bytes = {0};
    int status = STATUS_OK;
    if (file_read(path, 1u << 20, &bytes, &err) < 0) {
        err.status = STATUS_USAGE;
        status = tutor_fail(tutor, &err);
    } else if (progress_import(tutor->progress, text_get(&bytes), bytes.size, &err) < 0) {
        status = tutor_fail(tutor, &err);
    }
    text_release(&bytes);
    return status;
}

/* --- the command ------------------------------------------------------------------------------ */

static const struct verb {
    const char *word;
    int (*run)(struct tutor *tutor, const struct exercise *exercise);
} verbs[] = {
    {"start", start},       {"check", check}, {"hint", hint},          {"reset", reset},
    {"solution", solution}, {"show", show},   {"edit", watching_edit},
};

static int of_exercise(struct tutor *tutor, const char *name,
                       int (*run)(struct tutor *tutor, const struct exercise *exercise))
{
    struct err err;
    const struct exercise *exercise = exercises_find(tutor_exercises(tutor), name, &err);
    if (exercise && exercise->problem) {
        err_set(&err, STATUS_FAILED, "%s", exercise->problem);
        exercise = NULL;
    }
    return exercise ? run(tutor, exercise) : tutor_fail(tutor, &err);
}

static int exercise_run(struct tutor *tutor, int argc, char **argv)
{
    struct err err;
    if (argc == 1 || (argc == 2 && strcmp(argv[1], "list") == 0))
        return list(tutor);
    if (argc == 2 && strcmp(argv[1], "export") == 0) {
        tutor_say(tutor, "%s", progress_text(tutor->progress));
        return STATUS_OK;
    }
    if (argc == 3 && strcmp(argv[1], "import") == 0)
        return import(tutor, argv[2]);
    if (argc == 3 && strcmp(argv[1], "reset") == 0 && strcmp(argv[2], "all") == 0)
        return reset_all(tutor);
    for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
        if (strcmp(argv[1], verbs[i].word) != 0)
            continue;
        if (argc == 3)
            return of_exercise(tutor, argv[2], verbs[i].run);
        err_set(&err, STATUS_USAGE, _("exercise %s needs the name of an exercise"), argv[1]);
        return tutor_fail(tutor, &err);
    }
    if (argc == 2 && strcmp(argv[1], "import") != 0)
        return of_exercise(tutor, argv[1], show);
    if (strcmp(argv[1], "import") == 0)
        err_set(&err, STATUS_USAGE, _("exercise import needs the name of a file"));
    else if (strcmp(argv[1], "list") == 0 || strcmp(argv[1], "export") == 0)
        err_set(&err, STATUS_USAGE, _("'%s' takes no words behind it"), argv[1]);
    else
        err_set(&err, STATUS_USAGE, _("unknown word '%s'; 'help exercise' lists them"), argv[1]);
    return tutor_fail(tutor, &err);
}

const struct command cmd_exercise = {
    .name = "exercise",
    .arguments = "[VERB] [NAME]",
    .summary = N_("exercises: find it, fix it, break it, at your own pace"),
    .help = N_(
        "list: all, with what you have solved. start NAME: makes a folder of your own (nothing is "
        "overwritten) and says what to do. check NAME: is it right? hint NAME: one more each time. "
        "solution NAME: when you have solved it. reset NAME (or all): begin anew; your file is "
        "kept beside. edit NAME: your file in your editor. export: your progress, on standard "
        "output; import FILE: adds to it."),
    .example = "exercise start protect",
    .options = "budget seed schedule format demo",
    .words = WORDS_EXERCISE,
    .least = 0,
    .most = 2,
    .run = exercise_run,
};
