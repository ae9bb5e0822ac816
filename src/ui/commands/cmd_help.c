/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/line/command.h"
#include "ui/line/options.h"
#include "ui/session/session.h"

static int help_run(struct tutor *tutor, int argc, char **argv)
{
    struct text out = {0};
    const struct command *command = argc > 1 ? command_find(argv[1]) : NULL;
    if (command) {
        command_help(command, &out);
    } else if (argc > 1) {
        return command_run(tutor, 1, argv + 1); /* says that it is unknown, and what is near */
    } else if (tutor->session) {
        session_help(tutor->session, &out);
        text_add(&out, "\n%s\n", _("Commands, behind a ':' (at home without):"));
        for (size_t i = 0; i < command_count; i++)
            text_add(&out, "  %-7s %-17s  %s\n", commands[i]->name, commands[i]->arguments,
                     _(commands[i]->summary));
        text_put(&out, _("\nhelp COMMAND says more and gives an example.\n"));
    } else {
        options_help(&out);
    }
    options_say_help(tutor, text_get(&out));
    text_release(&out);
    return STATUS_OK;
}

const struct command cmd_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .summary = N_("what the commands do, or one of them with an example"),
    .example = "help run",
    .words = WORDS_COMMAND,
    .most = 1,
    .run = help_run,
};
