/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/options_table.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ui/exercise/grade.h"

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

const struct option_row option_rows[] = {
    {"plain", NULL, N_("text, line after line; what a pipe gets"), set_plain, OF_ALL},
    {"json", NULL, N_("one JSON object a line"), set_json, OF_ALL},
    {"lang", "en|zh_CN", N_("language of lessons and messages"), set_lang, OF_ALL},
    {"color", "auto|always|never", N_("before it NO_COLOR and CLICOLOR_FORCE"), set_colour, OF_ALL},
    {"speed", "X", N_("slow motion: so many steps a second"), set_speed, OF_SOME},
    {"save", "FILE", N_("keep the trace of the (last) run"), set_save, OF_SOME},
    {"seed", "N", N_("repeat a random choice"), set_seed, OF_SOME},
    {"place", "spread|one|free",
     N_("one thread or process per core; all on one core; as the system likes"), set_place,
     OF_SOME},
    {"budget", "SECONDS",
     N_("how long a run, search or check may take; then it is ended, and said so"), set_budget,
     OF_A_SEARCH},
    {"all", NULL, N_("explore: go on after a failure"), set_all, OF_A_SEARCH},
    {"preemptions", "K", N_("explore: schedules with at most so many preemptions"), set_preemptions,
     OF_A_SEARCH},
    {"random", "N", N_("explore: so many random schedules"), set_random, OF_A_SEARCH},
    {"executions", "N", N_("explore: no more than so many executions"), set_executions,
     OF_A_SEARCH},
    {"spurious", NULL, N_("explore: waits on conditions may end without cause"), set_spurious,
     OF_A_SEARCH},
    {"failures", NULL, N_("explore: each allocation and each trylock fails once"), set_failures,
     OF_A_SEARCH},
    {"backend", "auto|fast|contexts|threads|processes",
     N_("explore: how threads take turns; all find the same"), set_backend, OF_SOME},
    {"jobs", "N", N_("explore: so many processes at one time"), set_jobs, OF_SOME},
    {"shard", "I/N", N_("explore: part I of N of the proof"), set_shard, OF_SOME},
    {"merge", NULL, N_("explore: join the parts in the files named"), set_merge, OF_SOME},
    {"progress", NULL, N_("explore: how far it is, on standard error"), set_progress, OF_SOME},
    {"rounds", "N", N_("lint: carry out every act so often; 20 without it"), set_rounds, OF_SOME},
    {"with", "FILE", N_("another C file of the same program; may be given again"), add_with,
     OF_SOME},
    {"to", "FORMAT", N_("export: json, csv or chrome"), set_export, OF_SOME},
    {"schedule", "STRING", N_("step: follow this schedule"), set_schedule, OF_A_SEARCH},
    {"format", "tap|junit|...", N_("check: for a grader; also gradescope, check50, json"),
     set_format, OF_SOME},
    {"set", "KEY=VALUE", N_("a parameter of a lesson; may be given again"), NULL, OF_SOME},
    {"demo", NULL, N_("for a projector: wide spacing, high contrast, the last key shown"), set_demo,
     OF_SOME},
    {"help", NULL, N_("this text"), NULL, OF_ALL},
    {"version", NULL, N_("the version"), NULL, OF_ALL},
};
const size_t option_row_count = sizeof(option_rows) / sizeof(*option_rows);
_Static_assert(sizeof(option_rows) / sizeof(*option_rows) <= OPTIONS_MOST,
               "who reads them has no room");
