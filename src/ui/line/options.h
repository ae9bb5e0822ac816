/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of the command line: one row each in options.c.
 */
#ifndef UI_LINE_OPTIONS_H
#define UI_LINE_OPTIONS_H

#include "ui/tutor/tutor.h"

struct command;

/* Reads options from argv[1] on into tutor->options, and leaves in argv what is not an option: the
 * command and its words (argc is adjusted; argv[0] is the command). -1 with err: it is wrong, or
 * the command has no use for it: what was asked for is never left out in silence. 1: --help or
 * --version was asked for and has been said. */
int options_read(struct tutor *tutor, int *argc, char ***argv, struct err *err);
/* At the prompt: may the options before the words of argv stand there? They hold for this command
 * alone, so those of the terminal or of every command are refused. -1 with err. */
int options_check_at_prompt(const struct command *command, int argc, char **argv, struct err *err);
void options_help(struct text *out);
/* Says help, in lines that fit on the terminal. */
void options_say_help(struct tutor *tutor, const char *help);
/* Those that mean something to the command. */
void options_help_of(const struct command *command, struct text *out);

#endif
