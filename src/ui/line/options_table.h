/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the two files of the options share: options_table.c (a row each, and what it sets) and
 * options.c (how they are read, and which command has a use for which).
 */
#ifndef UI_LINE_OPTIONS_TABLE_H
#define UI_LINE_OPTIONS_TABLE_H

#include "ui/tutor/tutor.h"

/* Whose an option is. Of the others it is said in each command's row. */
enum whose {
    OF_SOME,     /* of the commands that name it */
    OF_A_SEARCH, /* the same, and at the prompt as well: it bounds this one */
    OF_ALL,
};

struct option_row {
    const char *name, *value; /* what the value is called; NULL: it takes none */
    const char *help;         /* N_() */
    /* -1 with err: no such value. NULL: who reads options knows what to do. */
    int (*set)(struct options *options, const char *value, struct err *err);
    enum whose whose;
};

enum { OPTIONS_MOST = 64 };
extern const struct option_row option_rows[];
extern const size_t option_row_count; /* OPTIONS_MOST or less */

#endif
