/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The options of the command line: one row each in options.c.
 */
#ifndef UI_LINE_OPTIONS_H
#define UI_LINE_OPTIONS_H

#include "ui/tutor/tutor.h"

/* Reads options from argv[1] on into tutor->options, and leaves in argv what is not an option: the
 * command and its words (argc is adjusted; argv[0] is the command). -1 with err: it is wrong.
 * 1: --help or --version was asked for and has been said. */
int options_read(struct tutor *tutor, int *argc, char ***argv, struct err *err);
void options_help(struct text *out);

#endif
