/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GNU conventions: --name VALUE or --name=VALUE, "--" ends options, options may stand before or
 * behind the command's words; but behind a command that takes a program, the first word ends them:
 * what follows is the program's.
 */
#include "ui/line/options.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ui/exercise/grade.h"
#include "ui/line/command.h"

static int set_plain(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->form = FORM_PLAIN;
    return 0;
}

static int set_json(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->form = FORM_JSON;
    return 0;
}

static int set_demo(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->is_demo = true;
    return 0;
}

static int set_lang(struct options *options, const char *value, struct err *err)
{
    if (strcmp(value, "en") != 0 && strcmp(value, "zh_CN") != 0)
        return err_set(err, STATUS_USAGE, _("--lang is 'en' or 'zh_CN', not '%s'"), value);
    options->lang = value;
    return 0;
}

static int set_colour(struct options *options, const char *value, struct err *err)
{
    static const char *const words[] = {"auto", "always", "never"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, words[i]) == 0) {
            options->colour = (enum colour_mode)i;
            return 0;
        }
    return err_set(err, STATUS_USAGE, _("--color is 'auto', 'always' or 'never', not '%s'"), value);
}

static int seconds(double *out, const char *name, const char *value, struct err *err)
{
    char *end;
    double number = strtod(value, &end);
    if (end == value || *end || !(number > 0 && number <= 1e6))
        return err_set(err, STATUS_USAGE, _("%s needs a number above 0, up to 1000000, not '%s'"),
                       name, value);
    *out = number;
    return 0;
}

static int set_speed(struct options *options, const char *value, struct err *err)
{
    return seconds(&options->speed, "--speed", value, err);
}

static int set_budget(struct options *options, const char *value, struct err *err)
{
    return seconds(&options->budget_s, "--budget", value, err);
}

static int set_save(struct options *options, const char *value, struct err *err)
{
    (void)err;
    options->save = value;
    return 0;
}

/* A number from `least` on, for --`name`. */
static int whole(uint64_t *out, const char *name, const char *value, uint64_t least, uint64_t most,
                 struct err *err)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || n < least || n > most)
        return err_set(err, STATUS_USAGE, _("--%s needs a number from %llu to %llu, not '%s'"),
                       name, (unsigned long long)least, (unsigned long long)most, value);
    *out = n;
    return 0;
}

static int set_seed(struct options *options, const char *value, struct err *err)
{
    return whole(&options->bounds.seed, "seed", value, 0, UINT64_MAX, err);
}

static int set_place(struct options *options, const char *value, struct err *err)
{
    static const char *const words[] = {"free", "spread", "one"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, words[i]) == 0) {
            options->placement = i;
            return 0;
        }
    return err_set(err, STATUS_USAGE, _("--place is 'spread', 'one' or 'free', not '%s'"), value);
}

static int set_all(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->bounds.is_all = true;
    return 0;
}

static int set_spurious(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->bounds.is_spurious = true;
    return 0;
}

static int set_failures(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->bounds.has_failures = true;
    return 0;
}

static int set_progress(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->shows_progress = true;
    return 0;
}

static int set_merge(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->is_merge = true;
    return 0;
}

static int set_preemptions(struct options *options, const char *value, struct err *err)
{
    uint64_t n;
    if (whole(&n, "preemptions", value, 0, 1000, err) < 0)
        return -1;
    options->bounds.has_preemptions = true;
    options->bounds.preemptions = (unsigned)n;
    return 0;
}

static int set_jobs(struct options *options, const char *value, struct err *err)
{
    uint64_t n;
    if (whole(&n, "jobs", value, 1, EXPLORE_JOBS, err) < 0)
        return -1;
    options->bounds.jobs = (unsigned)n;
    return 0;
}

static int set_backend(struct options *options, const char *value, struct err *err)
{
    int backend = backend_of(value);
    if (backend < 0)
        return err_set(
            err, STATUS_USAGE,
            _("--backend is 'auto', 'fast', 'contexts', 'threads' or 'processes', not '%s'"),
            value);
    options->bounds.backend = (enum verdict_backend)backend;
    return 0;
}

static int set_executions(struct options *options, const char *value, struct err *err)
{
    return whole(&options->bounds.executions, "executions", value, 1, UINT64_MAX, err);
}

static int set_random(struct options *options, const char *value, struct err *err)
{
    options->bounds.is_random = true;
    return whole(&options->bounds.random, "random", value, 1, UINT64_MAX, err);
}

static int set_rounds(struct options *options, const char *value, struct err *err)
{
    uint64_t n;
    if (whole(&n, "rounds", value, 0, 100000, err) < 0)
        return -1;
    options->has_rounds = true;
    options->rounds = (unsigned)n;
    return 0;
}

static int set_export(struct options *options, const char *value, struct err *err)
{
    (void)err;
    options->export_to = value;
    return 0;
}

/* "2/3": the second of three. */
static int set_shard(struct options *options, const char *value, struct err *err)
{
    char *slash, *end = NULL;
    unsigned long shard = strtoul(value, &slash, 10), shards = 0;
    if (*slash == '/')
        shards = strtoul(slash + 1, &end, 10);
    if (*value < '0' || *value > '9' || !end || end == slash + 1 || *end || shard < 1 ||
        shard > shards || shards > 1000000)
        return err_set(err, STATUS_USAGE, _("--shard needs I/N, as 1/3, 2/3 and 3/3, not '%s'"),
                       value);
    options->bounds.shard = (unsigned)shard - 1;
    options->bounds.shards = (unsigned)shards;
    return 0;
}

static int set_schedule(struct options *options, const char *value, struct err *err)
{
    for (const char *c = value; *c; c++)
        if (!isalnum((unsigned char)*c) && *c != ' ' && *c != '@' && *c != '=')
            return err_set(err, STATUS_USAGE,
                           _("--schedule needs letters of threads and numbers of steps, as 'm3 a1 "
                             "b2', not '%s'"),
                           value);
    options->schedule = value;
    return 0;
}

static int set_format(struct options *options, const char *value, struct err *err)
{
    options->format = value;
    return grade_format(value)
               ? 0
               : err_set(
                     err, STATUS_USAGE,
                     _("--format is 'tap', 'junit', 'gradescope', 'check50' or 'json', not '%s'"),
                     value);
}

static int add_with(struct options *options, const char *value, struct err *err)
{
    if (options->with_count == OPTIONS_WITH)
        return err_set(err, STATUS_USAGE, _("--with may be given %d times"), OPTIONS_WITH);
    options->with[options->with_count++] = value;
    return 0;
}

static const struct option_row {
    const char *name, *value, *help;
    int (*set)(struct options *options, const char *value, struct err *err);
} rows[] = {
    {"plain", NULL, N_("text, line after line; what a pipe gets"), set_plain},
    {"json", NULL, N_("one JSON object a line"), set_json},
    {"lang", "en|zh_CN", N_("language of lessons and messages"), set_lang},
    {"color", "auto|always|never", N_("before it NO_COLOR and CLICOLOR_FORCE"), set_colour},
    {"speed", "X", N_("slow motion: so many steps a second"), set_speed},
    {"save", "FILE", N_("keep the trace of the (last) run"), set_save},
    {"seed", "N", N_("repeat a random choice"), set_seed},
    {"place", "spread|one|free",
     N_("one thread or process per core; all on one core; as the system likes"), set_place},
    {"budget", "SECONDS",
     N_("how long a run, search or check may take; then it is ended, and said so"), set_budget},
    {"all", NULL, N_("explore: go on after a failure"), set_all},
    {"preemptions", "K", N_("explore: schedules with at most so many preemptions"),
     set_preemptions},
    {"random", "N", N_("explore: so many random schedules"), set_random},
    {"executions", "N", N_("explore: no more than so many executions"), set_executions},
    {"spurious", NULL, N_("explore: waits on conditions may end without cause"), set_spurious},
    {"failures", NULL, N_("explore: each allocation and each trylock fails once"), set_failures},
    {"backend", "auto|fast|contexts|threads|processes",
     N_("explore: how threads take turns; all find the same"), set_backend},
    {"jobs", "N", N_("explore: so many processes at one time"), set_jobs},
    {"shard", "I/N", N_("explore: part I of N of the proof"), set_shard},
    {"merge", NULL, N_("explore: join the parts in the files named"), set_merge},
    {"progress", NULL, N_("explore: how far it is, on standard error"), set_progress},
    {"rounds", "N", N_("lint: carry out every act so often; 20 without it"), set_rounds},
    {"with", "FILE", N_("another C file of the same program; may be given again"), add_with},
    {"to", "FORMAT", N_("export: json, csv or chrome"), set_export},
    {"schedule", "STRING", N_("step: follow this schedule"), set_schedule},
    {"format", "tap|junit|...", N_("check: for a grader; also gradescope, check50, json"),
     set_format},
    {"set", "KEY=VALUE", N_("a parameter of a lesson; may be given again"), NULL},
    {"demo", NULL, N_("for a projector: wide spacing, high contrast, the last key shown"),
     set_demo},
    {"help", NULL, N_("this text"), NULL},
    {"version", NULL, N_("the version"), NULL},
};

void options_help(struct text *out)
{
    text_put(
        out,
        _("usage: conc-tutor [OPTION] [COMMAND [ARGUMENT ...]]\n\n"
          "Teaches concurrency by running real threads and processes and showing what they do.\n"
          "Without a command: the interactive prompt on a terminal.\n\nCommands:\n"));
    for (size_t i = 0; i < command_count; i++)
        if (commands[i]->place != COMMAND_AT_PROMPT)
            text_add(out, "  %-7s %-17s %s\n", commands[i]->name, commands[i]->arguments,
                     _(commands[i]->summary));
    text_put(out, _("\nOptions (before TARGET; what follows it is the program's):\n"));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char *left = xasprintf("--%s%s%s", rows[i].name, rows[i].value ? " " : "",
                               rows[i].value ? rows[i].value : "");
        text_add(out, "  %-25s %s\n", left, _(rows[i].help));
        free(left);
    }
    text_put(
        out,
        _("\nExit status: 0 nothing wrong was found; 1 something is wrong with the program\n"
          "looked at; 2 the command line is wrong, or it does not compile; 3 the tutor itself\n"
          "failed; 4 no verdict within the budget; 77 this machine cannot do that.\n\n"
          "Try: conc-tutor lesson race\n"));
}

static int unknown(const char *name, struct err *err)
{
    const char *names[sizeof(rows) / sizeof(*rows)];
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        names[i] = rows[i].name;
    const char *nearest = text_nearest(name, names, sizeof(rows) / sizeof(*rows));
    if (nearest)
        return err_set(err, STATUS_USAGE, _("unknown option '--%s'; did you mean '--%s'?"), name,
                       nearest);
    return err_set(err, STATUS_USAGE, _("unknown option '--%s'; --help lists them"), name);
}

static int set_setting(struct tutor *tutor, const char *value, struct err *err)
{
    if (!strchr(value, '=') || *value == '=')
        return err_set(err, STATUS_USAGE, _("--set needs KEY=VALUE, not '%s'"), value);
    tutor_set(tutor, value);
    return 0;
}

/* One option at argv[0]; *used is how many words it took. 1: it has been answered. */
static int read_one(struct tutor *tutor, char **argv, int left, int *used, struct err *err)
{
    *used = 1;
    const char *word = argv[0];
    if (strcmp(word, "-h") == 0)
        word = "--help";
    if (word[1] != '-')
        return err_set(err, STATUS_USAGE,
                       _("unknown option '%s'; options are words: --help lists them"), word);
    size_t n = strcspn(word + 2, "=");
    char *name = xstrndup(word + 2, n);
    const char *value = word[2 + n] == '=' ? word + 3 + n : NULL;
    const struct option_row *row = NULL;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (strcmp(rows[i].name, name) == 0)
            row = &rows[i];
    int result = 0;
    if (!row)
        result = unknown(name, err);
    else if (!row->value && value)
        result = err_set(err, STATUS_USAGE, _("--%s takes no value"), name);
    else if (row->value && !value && left < 2)
        result = err_set(err, STATUS_USAGE, _("--%s needs a value: %s"), name, row->value);
    else if (strcmp(name, "help") == 0 || strcmp(name, "version") == 0)
        result = *name == 'h' ? 1 : 2;
    else {
        if (row->value && !value) {
            value = argv[1];
            *used = 2;
        }
        result = row->set ? row->set(&tutor->options, value, err) : set_setting(tutor, value, err);
    }
    free(name);
    return result;
}

static void answer(struct tutor *tutor, int question, const struct command *command)
{
    struct text out = {0};
    if (question == 2)
        text_put(&out, "conc-tutor " VERSION "\n");
    else if (command)
        command_help(command, &out);
    else
        options_help(&out);
    tutor_say(tutor, "%s", text_get(&out));
    text_release(&out);
}

int options_read(struct tutor *tutor, int *argc, char ***argv, struct err *err)
{
    char **words = xcalloc((size_t)*argc + 1, sizeof(*words));
    const struct command *command = NULL;
    int count = 0, i = 1, question = 0;
    bool has_ended = false;
    while (i < *argc) {
        char *word = (*argv)[i];
        bool is_option = !has_ended && word[0] == '-' && word[1] != '\0';
        if (is_option && strcmp(word, "--") == 0) {
            has_ended = true;
            i++;
        } else if (is_option) {
            int used, result = read_one(tutor, *argv + i, *argc - i, &used, err);
            if (result < 0) {
                free(words);
                return -1;
            }
            question = question ? question : result;
            i += used;
        } else {
            words[count++] = word;
            if (count == 1)
                command = command_find(word);
            else if (command && command->has_program)
                has_ended = true;
            i++;
        }
    }
    *argc = count;
    *argv = words;
    if (!question)
        return 0;
    answer(tutor, question, command);
    return 1;
}
