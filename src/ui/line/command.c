/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"

#include <stdlib.h>
#include <string.h>

#include "ui/line/options.h"

#define X(name) &cmd_##name,
const struct command *const commands[] = {COMMANDS(X)};
#undef X
const size_t command_count = sizeof(commands) / sizeof(*commands);

const struct command *command_find(const char *name)
{
    const struct command *only = NULL;
    size_t n = strlen(name);
    for (size_t i = 0; i < command_count; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
        if (n == 0 || strncmp(commands[i]->name, name, n) != 0)
            continue;
        if (only)
            return NULL;
        only = commands[i];
    }
    return only;
}

static int unknown(struct tutor *tutor, const char *name)
{
    const char *names[sizeof(commands) / sizeof(*commands)];
    for (size_t i = 0; i < command_count; i++)
        names[i] = commands[i]->name;
    const char *nearest = text_nearest(name, names, command_count);
    struct err err;
    if (catalog_find(tutor_catalog(tutor), name))
        err_set(&err, STATUS_USAGE, _("unknown command '%s'; it is a lesson: 'lesson %s'"), name,
                name);
    else if (strlen(name) > 2 && strcmp(name + strlen(name) - 2, ".c") == 0)
        err_set(&err, STATUS_USAGE, _("unknown command '%s'; it is a program: 'run %s'"), name,
                name);
    else if (nearest)
        err_set(&err, STATUS_USAGE, _("unknown command '%s'; did you mean '%s'?"), name, nearest);
    else
        err_set(&err, STATUS_USAGE, _("unknown command '%s'; 'help' lists them"), name);
    return tutor_fail(tutor, &err);
}

/* At the prompt: options before a program, for this command alone. */
static int run_with_options(struct tutor *tutor, const struct command *command, int argc,
                            char **argv)
{
    struct err err;
    if (options_check_at_prompt(command, argc, argv, &err) < 0)
        return tutor_fail(tutor, &err);
    char **words = xcalloc((size_t)argc + 2, sizeof(*words)), **left = words;
    for (int i = 0; i < argc; i++)
        words[i + 1] = argv[i];
    int count = argc + 1;
    const struct options before = tutor->options;
    int status = options_read(tutor, &count, &left, &err) < 0 ? tutor_fail(tutor, &err)
                                                              : command_run(tutor, count, left);
    tutor->options = before;
    if (left != words)
        free(left);
    free(words);
    return status;
}

int command_run(struct tutor *tutor, int argc, char **argv)
{
    const struct command *command = command_find(argv[0]);
    struct err err;
    if (!command)
        return unknown(tutor, argv[0]);
    if (command->place == COMMAND_AT_PROMPT && !tutor->session) {
        err_set(&err, STATUS_USAGE,
                _("'%s' works at the prompt of a lesson or a run: start one first"), command->name);
        return tutor_fail(tutor, &err);
    }
    if (command->place == COMMAND_ON_LINE && tutor->session) {
        err_set(&err, STATUS_USAGE, _("'%s' works on the command line: conc-tutor %s"),
                command->name, command->example);
        return tutor_fail(tutor, &err);
    }
    int words = argc - 1;
    if (tutor->session && command->has_program && words > 0 && strncmp(argv[1], "--", 2) == 0)
        return run_with_options(tutor, command, argc, argv);
    if (words < command->least || (command->most >= 0 && words > command->most)) {
        if (*command->arguments)
            err_set(&err, STATUS_USAGE, _("usage: %s %s (for example: %s)"), command->name,
                    command->arguments, command->example);
        else
            err_set(&err, STATUS_USAGE, _("'%s' takes no words behind it"), command->name);
        return tutor_fail(tutor, &err);
    }
    return command->run(tutor, argc, argv);
}

int command_line(struct tutor *tutor, const char *line)
{
    enum { MOST = 64 };
    char *copy = xstrdup(line), *out = copy, *words[MOST + 1];
    int count = 0;
    for (const char *in = line; *in && count < MOST;) {
        in += strspn(in, " \t");
        if (!*in)
            break;
        words[count++] = out;
        char quote = '\0';
        for (; *in && (quote || !strchr(" \t", *in)); in++) {
            if (quote ? *in == quote : *in == '"' || *in == '\'')
                quote = quote ? '\0' : *in;
            else
                *out++ = *in;
        }
        *out++ = '\0';
        if (*in)
            in++;
    }
    words[count] = NULL;
    int status = count > 0 ? command_run(tutor, count, words) : STATUS_OK;
    free(copy);
    return status;
}

void command_help(const struct command *command, struct text *out)
{
    text_add(out, "%s%s%s\n    %s\n", command->name, *command->arguments ? " " : "",
             command->arguments, _(command->summary));
    if (command->help)
        text_add(out, "\n%s\n", _(command->help));
    if (command->place != COMMAND_AT_PROMPT)
        options_help_of(command, out);
    text_add(out, "\n%s %s\n", _("Example:"), command->example);
}
