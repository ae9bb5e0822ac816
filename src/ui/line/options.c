/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GNU conventions: --name VALUE or --name=VALUE, "--" ends options, options may stand before or
 * behind the command's words; but behind a command that takes a program, the first word ends them:
 * what follows is the program's.
 */
#include "ui/line/options.h"

#include <stdlib.h>
#include <string.h>

#include "ui/draw/prose.h"
#include "ui/line/command.h"
#include "ui/line/options_table.h"

static void put_row(struct text *out, const struct option_row *row)
{
    char *left =
        xasprintf("--%s%s%s", row->name, row->value ? " " : "", row->value ? row->value : "");
    text_add(out, "  %-25s %s\n", left, _(row->help));
    free(left);
}

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
    for (size_t i = 0; i < option_row_count; i++)
        put_row(out, &option_rows[i]);
    text_put(
        out,
        _("\nExit status: 0 nothing wrong was found; 1 something is wrong with the program\n"
          "looked at; 2 the command line is wrong, or it does not compile; 3 the tutor itself\n"
          "failed; 4 no verdict within the budget; 77 this machine cannot do that.\n\n"
          "Try: conc-tutor lesson race\n"));
}

static int unknown(const char *name, struct err *err)
{
    const char *names[OPTIONS_MOST];
    for (size_t i = 0; i < option_row_count; i++)
        names[i] = option_rows[i].name;
    const char *nearest = text_nearest(name, names, option_row_count);
    if (nearest)
        return err_set(err, STATUS_USAGE, _("unknown option '--%s'; did you mean '--%s'?"), name,
                       nearest);
    return err_set(err, STATUS_USAGE, _("unknown option '--%s'; --help lists them"), name);
}

static int set_setting(struct tutor *tutor, const char *value, struct err *err)
{
    if (!value || !strchr(value, '=') || *value == '=')
        return err_set(err, STATUS_USAGE, _("--set needs KEY=VALUE, not '%s'"), value ? value : "");
    tutor_set(tutor, value);
    return 0;
}

/* --- whose an option is ----------------------------------------------------------------------- */

/* Is `name` one of the words of `list`? */
static bool is_among(const char *name, const char *list)
{
    size_t n = strlen(name);
    for (const char *at = list; at && (at = strstr(at, name)); at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

static bool takes(const struct command *command, const struct option_row *row)
{
    return row->whose == OF_ALL || is_among(row->name, command->options);
}

/* No command is the screen, where any that can be typed there may follow. */
static bool is_welcome(const struct command *command, const struct option_row *row)
{
    if (command)
        return takes(command, row);
    for (size_t i = 0; i < command_count; i++)
        if (commands[i]->place == COMMAND_ANYWHERE && takes(commands[i], row))
            return true;
    return false;
}

static int refuse(const struct command *command, const struct option_row *row, struct err *err)
{
    struct text takers = {0};
    for (size_t i = 0; i < command_count; i++)
        if (takes(commands[i], row))
            text_add(&takers, "%s%s", takers.size > 0 ? _(", ") : "", commands[i]->name);
    if (command)
        err_set(err, STATUS_USAGE, _("--%s means nothing to '%s'; it is an option of: %s"),
                row->name, command->name, text_get(&takers));
    else
        err_set(err, STATUS_USAGE, _("--%s wants a command behind it; it is an option of: %s"),
                row->name, text_get(&takers));
    text_release(&takers);
    return -1;
}

/* The row that "--NAME" or "--NAME=VALUE" means; NULL: none. */
static const struct option_row *row_of(const char *word)
{
    size_t n = strcspn(word + 2, "=");
    for (size_t i = 0; i < option_row_count; i++)
        if (strlen(option_rows[i].name) == n && strncmp(option_rows[i].name, word + 2, n) == 0)
            return &option_rows[i];
    return NULL;
}

int options_check_at_prompt(const struct command *command, int argc, char **argv, struct err *err)
{
    for (int i = 1; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
        const struct option_row *row = row_of(argv[i]);
        if (!row)
            return 0; /* who reads it will say so */
        if (!takes(command, row))
            return refuse(command, row, err);
        if (row->whose != OF_A_SEARCH)
            return err_set(err, STATUS_USAGE,
                           _("'%s' is for the command line: conc-tutor %s %s ..."), argv[i],
                           command->name, argv[i]);
        i += row->value && !strchr(argv[i], '=');
    }
    return 0;
}

void options_help_of(const struct command *command, struct text *out)
{
    struct text all = {0};
    bool has_any = false;
    for (size_t i = 0; i < option_row_count; i++) {
        if (option_rows[i].whose == OF_ALL) {
            text_add(&all, "%s--%s", all.size > 0 ? _(", ") : "", option_rows[i].name);
        } else if (takes(command, &option_rows[i])) {
            text_put(out, has_any ? "" : _("\nOptions:\n"));
            put_row(out, &option_rows[i]);
            has_any = true;
        }
    }
    text_add(out, _("\nOptions of every command: %s\n"), text_get(&all));
    text_release(&all);
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reading {
    int used; /* words that the last option took */
    bool was_given[OPTIONS_MOST];
};

/* One option at argv[0]. 1: it has been answered. */
static int read_one(struct tutor *tutor, char **argv, int left, struct reading *reading,
                    struct err *err)
{
    reading->used = 1;
    const char *word = argv[0];
    if (strcmp(word, "-h") == 0)
        word = "--help";
    if (word[1] != '-')
        return err_set(err, STATUS_USAGE,
                       _("unknown option '%s'; options are words: --help lists them"), word);
    size_t n = strcspn(word + 2, "=");
    char *name = xstrndup(word + 2, n);
    const char *value = word[2 + n] == '=' ? word + 3 + n : NULL;
    const struct option_row *row = row_of(word);
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
            reading->used = 2;
        }
        reading->was_given[row - option_rows] = true;
        result = row->set ? row->set(&tutor->options, value, err) : set_setting(tutor, value, err);
    }
    free(name);
    return result;
}

void options_say_help(struct tutor *tutor, const char *help)
{
    struct text lines = {0};
    if (tutor->session)
        text_put(&lines, help); /* it is wrapped where it is shown */
    else
        prose_put_lines(&lines, help);
    tutor_say(tutor, "%s", text_get(&lines));
    text_release(&lines);
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
    options_say_help(tutor, text_get(&out));
    text_release(&out);
}

/* Which command it is may be known only behind its options. */
static int check(const struct reading *reading, const struct command *command, struct err *err)
{
    for (size_t i = 0; i < option_row_count; i++)
        if (reading->was_given[i] && !is_welcome(command, &option_rows[i]))
            return refuse(command, &option_rows[i], err);
    return 0;
}

/* A word that is no command will be told so; what works at the prompt only, too. */
static bool is_checked(const char *word, const struct command *command)
{
    return command ? command->place != COMMAND_AT_PROMPT : !word;
}

int options_read(struct tutor *tutor, int *argc, char ***argv, struct err *err)
{
    char **words = xcalloc((size_t)*argc + 1, sizeof(*words));
    const struct command *command = NULL;
    struct reading reading = {0};
    int count = 0, i = 1, question = 0, result = 0;
    bool has_ended = false;
    while (i < *argc && result >= 0) {
        char *word = (*argv)[i];
        bool is_option = !has_ended && word[0] == '-' && word[1] != '\0';
        if (is_option && strcmp(word, "--") == 0) {
            has_ended = true;
            i++;
        } else if (is_option) {
            result = read_one(tutor, *argv + i, *argc - i, &reading, err);
            question = question ? question : result;
            i += reading.used;
        } else {
            words[count++] = word;
            if (count == 1)
                command = command_find(word);
            else if (command && command->has_program)
                has_ended = true;
            i++;
        }
    }
    if (result >= 0 && !question && is_checked(words[0], command))
        result = check(&reading, command, err);
    if (result < 0) {
        free(words);
        return -1;
    }
    *argc = count;
    *argv = words;
    if (!question)
        return 0;
    answer(tutor, question, command);
    return 1;
}
