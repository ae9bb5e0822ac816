/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The prompt: the one file that includes readline (prompt.c). Readline edits, searches and
 * completes a line, and keeps the history; it never touches the terminal: keys are fed to it, and
 * what it wants to show is asked for.
 */
#ifndef UI_TERMINAL_PROMPT_H
#define UI_TERMINAL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

struct prompt_spec {
    const char *prompt;
    const char *history_file; /* NULL: none is kept */
    /* Candidate number i (from 0) for completing word number `word` of the line `line`, or NULL
     * when there are no more; lent. */
    const char *(*candidate)(void *context, const char *line, int word, int i);
    /* May that word be a file? NULL: only where it has a slash in it. */
    bool (*takes_file)(void *context, const char *line, int word);
    void *context;
};

/* One at a time: readline has global state. */
int prompt_open(const struct prompt_spec *spec, struct err *err);
void prompt_close(void); /* saves the history */

/* Feeds a key of screen.h. When it ends a line, that line is returned, the caller's to free. */
char *prompt_key(uint32_t key);
void prompt_paste(const char *text);
const char *prompt_text(void); /* what stands before the line: the prompt, or a search */
const char *prompt_line(void); /* the line as it stands */
int prompt_cursor(void);       /* byte offset in it */
bool prompt_is_empty(void);
bool prompt_is_in_command(void); /* the cursor stands in the first word, and nothing is searched */
void prompt_clear(void);
/* The candidates that readline would list (Tab twice), one a line; NULL: none wanted. Lent. */
const char *prompt_choices(void);

/* Name and version of the library, for doctor. */
const char *prompt_version(void);

#endif
