/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does a lesson keep its word? What can be read off its files is core/lesson/lint.h; here its
 * programs are built by every compiler that there is, with warnings as errors and with sanitizers,
 * and its acts are carried out again and again and held to what they declare.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/build/compiler.h"
#include "core/lesson/lint.h"
#include "ui/line/command.h"
#include "ui/tell/tell.h"
#include "ui/terminal/loop.h"

#define WARNINGS " -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Werror"
/* An access through NULL is a segmentation fault, which the trace shows: see finding_in(). */
#define SANITIZERS " -fsanitize=address,undefined -fno-sanitize=null"

enum { ROUNDS = 20, SANITIZED_BUDGET_S = 30 };

struct linting {
    struct tutor *tutor;
    struct lint lint;
    const struct lesson *lesson;
    unsigned builds, acts, unshown;
    int ended_by; /* a signal */
};

static bool goes_on(const struct linting *linting)
{
    return linting->ended_by == 0;
}

/* The first lines of what a compiler or a program said, on one line. */
static char *in_one_line(const char *messages, size_t most)
{
    struct text line = {0};
    for (const char *at = messages; *at && line.size < most; at++)
        text_put(&line, *at == '\n' ? " | " : (char[]){*at, '\0'});
    return text_give(&line);
}

/* --- building -------------------------------------------------------------------------------- */

/* NULL: it was not built, which is a complaint. The build is freed by the caller. */
static struct build *build_by(struct linting *linting, const char *source, const char *compiler)
{
    struct build_spec spec = {.source = source, .compiler = compiler};
    struct err err;
    struct build *build = build_start(&spec, &err);
    while (build && !build_is_over(build) && goes_on(linting)) {
        linting->ended_by = loop_wait(-1, build_fd(build), -1).ended_by;
        build_turn(build);
    }
    linting->builds++;
    if (build && (!goes_on(linting) || build_program(build, &err)))
        return build;
    char *said = in_one_line(build ? build_messages(build) : "", 400);
    lint_say(&linting->lint, source, 0, "%s: %s %s", compiler, err.text, said);
    free(said);
    build_free(build);
    return NULL;
}

static int is_program(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 2 && strcmp(entry->d_name + n - 2, ".c") == 0;
}

/* Every program of the folder, whoever runs it. */
static void build_all(struct linting *linting)
{
    static const char *const compilers[] = {"gcc", "clang"};
    struct dirent **names = NULL;
    int count = scandir(linting->lesson->dir, &names, is_program, alphasort);
    for (size_t c = 0; c < sizeof(compilers) / sizeof(*compilers); c++) {
        struct compiler found;
        struct err err;
        if (compiler_find(&found, compilers[c], &err) < 0)
            continue;
        compiler_release(&found);
        char *line = xasprintf("%s" WARNINGS, compilers[c]);
        for (int i = 0; i < count && goes_on(linting); i++) {
            char *path = xasprintf("%s/%s", linting->lesson->dir, names[i]->d_name);
            build_free(build_by(linting, path, line));
            free(path);
        }
        free(line);
    }
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* --- acts ------------------------------------------------------------------------------------ */

/* Carries out one act, silently. NULL with err: it could not be. Takes the plan over. */
static struct act *carry_out(struct linting *linting, struct act_plan *plan, struct err *err)
{
    plan->starts_gated = false;
    struct act *act = act_start(plan, err);
    while (act && !act_is_over(act) && goes_on(linting)) {
        linting->ended_by = loop_wait(-1, act_fd(act), act_is_ready(act) ? 0 : -1).ended_by;
        act_turn(act);
    }
    if (act && goes_on(linting) && act_has_failed(act, err)) {
        act_free(act);
        return NULL;
    }
    return act;
}

/* What a sanitizer complains of. A segmentation fault is none of that: the trace shows it, and the
 * page declares it or does not. */
static const char *finding_in(const char *output)
{
    static const char error[] = "ERROR: ", fault[] = "AddressSanitizer: SEGV";
    const char *at = output;
    while ((at = strstr(at, error)) != NULL &&
           strncmp(at + strlen(error), fault, strlen(fault)) == 0)
        at += strlen(error);
    return at ? at : strstr(output, "runtime error: ");
}

/* The program with its arguments, built with sanitizers: they must have nothing to say. */
static void run_sanitized(struct linting *linting, const struct act_plan *plan)
{
    struct build *build = build_by(linting, plan->program, "cc" SANITIZERS);
    struct err err;
    const char *program = build && goes_on(linting) ? build_program(build, &err) : NULL;
    if (program) {
        struct act_plan again;
        act_plan_init(&again, program, (const char *const *)plan->argv + 1);
        again.is_plain = true;
        again.budget_s = SANITIZED_BUDGET_S;
        struct act *act = carry_out(linting, &again, &err);
        size_t size = 0;
        const char *output = act && act_run(act) ? run_output(act_run(act), &size) : "";
        char *text = xstrndup(output, size);
        const char *finding = finding_in(text);
        if (!act) {
            lint_say(&linting->lint, plan->program, 0, "%s", err.text);
        } else if (finding) {
            char *said = in_one_line(finding, 300);
            lint_say(&linting->lint, plan->program, 0, _("with sanitizers: %s"), said);
            free(said);
        }
        free(text);
        act_free(act);
    }
    build_free(build);
}

static bool is_first_of_its_kind(const struct lesson *lesson, size_t i)
{
    const struct block *block = &lesson->blocks[i];
    for (size_t k = 0; k < i; k++) {
        const struct block *other = &lesson->blocks[k];
        bool is_same = other->kind == BLOCK_RUN && other->word_count == block->word_count;
        for (size_t w = 0; is_same && w < block->word_count; w++)
            is_same = strcmp(other->words[w], block->words[w]) == 0;
        if (is_same)
            return false;
    }
    return true;
}

/* One act once: does it keep its word? */
static void hold_to_word(struct linting *linting, const struct block *block, unsigned round)
{
    struct act_plan plan;
    struct err err = {0};
    const char *path = linting->lesson->path;
    if (tutor_plan_block(linting->tutor, &plan, linting->lesson, block, &err) < 0) {
        lint_say(&linting->lint, path, block->line, "%s", err.text);
        return;
    }
    char *title = xstrdup(plan.title);
    struct act *act = carry_out(linting, &plan, &err);
    if (!act) {
        lint_say(&linting->lint, path, block->line, "%s: %s", title, err.text);
    } else if (goes_on(linting)) {
        const struct act_result *result = act_result(act);
        linting->acts++;
        if (!result->keeps_word)
            lint_say(&linting->lint, path, block->line, _("%s, time %u: %s"), title, round,
                     text_get(&result->broken_word));
        else
            linting->unshown += result->broken_word.size > 0;
    }
    free(title);
    act_free(act);
}

static void sanitize_acts(struct linting *linting)
{
    const struct lesson *lesson = linting->lesson;
    struct err err;
    for (size_t i = 0; i < lesson->block_count && goes_on(linting); i++) {
        struct act_plan plan;
        bool is_new = lesson->blocks[i].kind == BLOCK_RUN && is_first_of_its_kind(lesson, i);
        if (!is_new || act_plan_block(&plan, lesson, &lesson->blocks[i], NULL, &err) < 0)
            continue;
        if (plan.ends == 1u << RUN_RETURNED) /* the others fail on purpose */
            run_sanitized(linting, &plan);
        act_plan_release(&plan);
    }
}

static void take_acts(struct linting *linting, unsigned rounds)
{
    for (unsigned round = 1; round <= rounds; round++)
        for (size_t i = 0; i < linting->lesson->block_count && goes_on(linting); i++)
            if (block_has_program(&linting->lesson->blocks[i]))
                hold_to_word(linting, &linting->lesson->blocks[i], round);
}

/* --- a lesson -------------------------------------------------------------------------------- */

/* Its pages in other languages: lesson.LANG.md. */
static void lint_languages(struct linting *linting)
{
    const char *dir = linting->lesson->dir;
    struct dirent **names = NULL;
    int count = scandir(dir, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char *name = names[i]->d_name, lang[16];
        if (sscanf(name, "lesson.%15[A-Za-z_].md", lang) != 1 || strcmp(lang, "md") == 0)
            continue;
        struct err err;
        struct lesson *other = lesson_load(dir, lang, &err);
        if (!other) {
            lint_say(&linting->lint, dir, 0, "%s", err.text);
            continue;
        }
        lint_page(&linting->lint, other);
        lint_twin(&linting->lint, linting->lesson, other);
        lesson_free(other);
    }
    for (int i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static void tell_lint(struct linting *linting, unsigned rounds)
{
    const struct lint *lint = &linting->lint;
    bool is_json = linting->tutor->options.form == FORM_JSON;
    const char *name = linting->lesson->name;
    for (size_t i = 0; i < lint->count; i++) {
        const struct complaint *complaint = &lint->list[i];
        struct text line = {0};
        if (is_json) {
            text_put_char(&line, '{');
            text_put_member(&line, "lesson", name);
            text_put_member(&line, "path", complaint->path);
            text_add(&line, ",\"line\":%d,", complaint->line);
            text_put_member(&line, "text", complaint->text);
            text_put_char(&line, '}');
        } else if (complaint->line > 0) {
            text_add(&line, "%s:%d: %s", complaint->path, complaint->line, complaint->text);
        } else {
            text_add(&line, "%s: %s", complaint->path, complaint->text);
        }
        tutor_say(linting->tutor, "%s\n", text_get(&line));
        text_release(&line);
    }
    if (is_json)
        tutor_say(linting->tutor,
                  "{\"lint\":\"%s\",\"complaints\":%zu,\"builds\":%u,\"acts\":%u,\"rounds\":%u,"
                  "\"not_shown\":%u}\n",
                  name, lint->count, linting->builds, linting->acts, rounds, linting->unshown);
    else
        tutor_say(linting->tutor,
                  ngettext("%s: %zu complaint; %u builds, %u acts carried out, of which this "
                           "machine could not show %u\n",
                           "%s: %zu complaints; %u builds, %u acts carried out, of which this "
                           "machine could not show %u\n",
                           lint->count),
                  name, lint->count, linting->builds, linting->acts, linting->unshown);
}

/* An exit status. */
static int lint_lesson(struct tutor *tutor, const char *dir)
{
    struct err err;
    struct lesson *lesson = lesson_load(dir, "en", &err);
    unsigned rounds = tutor->options.has_rounds ? tutor->options.rounds : ROUNDS;
    struct linting linting = {.tutor = tutor, .lesson = lesson};
    if (!lesson)
        return tutor_fail(tutor, &err);
    lint_page(&linting.lint, lesson);
    lint_languages(&linting);
    lint_sources(&linting.lint, dir);
    build_all(&linting);
    sanitize_acts(&linting);
    take_acts(&linting, rounds);
    tell_lint(&linting, rounds);
    int status = linting.lint.count > 0 ? STATUS_WRONG : STATUS_OK;
    int ended_by = linting.ended_by;
    lint_release(&linting.lint);
    lesson_free(lesson);
    if (ended_by) {
        fflush(stdout);
        loop_die_by(ended_by);
        return 128 + ended_by;
    }
    return status;
}

static bool has_page(const char *dir)
{
    char *path = xasprintf("%s/lesson.md", dir);
    bool is_there = access(path, F_OK) == 0;
    free(path);
    return is_there;
}

/* DIR is a lesson, or holds lessons. */
static int lint_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    struct err err;
    struct stat file;
    const char *dir = argv[1];
    if (stat(dir, &file) < 0 || !S_ISDIR(file.st_mode)) {
        err_set(&err, STATUS_USAGE, _("'%s' is not a folder"), dir);
        return tutor_fail(tutor, &err);
    }
    if (has_page(dir))
        return lint_lesson(tutor, dir);
    struct dirent **names = NULL;
    int count = scandir(dir, &names, NULL, alphasort), status = STATUS_OK, lessons = 0;
    for (int i = 0; i < count; i++) {
        char *inner = xasprintf("%s/%s", dir, names[i]->d_name);
        if (names[i]->d_name[0] != '.' && has_page(inner) && status < 128) {
            int own = lint_lesson(tutor, inner);
            status = own > status ? own : status;
            lessons++;
        }
        free(inner);
        free(names[i]);
    }
    free(names);
    if (lessons > 0)
        return status;
    err_set(&err, STATUS_USAGE, _("there is no lesson in '%s': no 'lesson.md'"), dir);
    return tutor_fail(tutor, &err);
}

const struct command cmd_lint = {
    .name = "lint",
    .arguments = "DIR",
    .summary = N_("does a lesson keep its word? for authors"),
    .help = N_("DIR is a lesson's folder, or one that holds lessons. Reads its pages and programs, "
               "builds them with warnings as errors and with sanitizers, and carries out every act "
               "20 times (--rounds N). The rules stand in doc/lessons.md."),
    .example = "lint lessons/race",
    .options = "rounds budget place",
    .place = COMMAND_ON_LINE,
    .words = WORDS_FILE,
    .least = 1,
    .most = 1,
    .run = lint_run,
};
