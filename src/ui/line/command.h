/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands: one file each (cmd_NAME.c) that ends in one struct, and one row in COMMANDS below. The
 * same table serves the command line and the prompt.
 */
#ifndef UI_LINE_COMMAND_H
#define UI_LINE_COMMAND_H

#include "ui/tutor/tutor.h"

/* X(name), in the order in which help lists them. */
#define COMMANDS(X)                                                                                \
    X(list)                                                                                        \
    X(lesson)                                                                                      \
    X(run)                                                                                         \
    X(explore)                                                                                     \
    X(exercise)                                                                                    \
    X(check)                                                                                       \
    X(set)                                                                                         \
    X(watch)                                                                                       \
    X(speed)                                                                                       \
    X(pause)                                                                                       \
    X(step)                                                                                        \
    X(next)                                                                                        \
    X(back)                                                                                        \
    X(save)                                                                                        \
    X(notes)                                                                                       \
    X(lint)                                                                                        \
    X(replay)                                                                                      \
    X(export)                                                                                      \
    X(doctor)                                                                                      \
    X(help)                                                                                        \
    X(quit)

enum command_place {
    COMMAND_ANYWHERE,
    COMMAND_AT_PROMPT, /* it acts on the run on the screen */
    COMMAND_ON_LINE,   /* on the command line only: it takes long */
};

/* What its words are, for completion. */
enum command_words {
    WORDS_NONE,
    WORDS_LESSON,
    WORDS_TARGET,
    WORDS_FILE,
    WORDS_COMMAND,
    WORDS_SETTING,
    WORDS_EXERCISE
};

struct command {
    const char *name, *arguments; /* "lesson", "NAME" */
    const char *summary;          /* one line, marked for translation with N_() */
    const char *help;             /* more, some lines; N_() */
    const char *example;          /* "lesson race" */
    const char *options; /* names of those it has a use for, besides those of every command; NULL */
    enum command_place place;
    enum command_words words;
    bool has_program; /* options of ours end at its first word */
    int least, most;  /* words it takes; most -1: any number */
    /* Returns an exit status. */
    int (*run)(struct tutor *tutor, int argc, char **argv);
};

#define X(name) extern const struct command cmd_##name;
COMMANDS(X)
#undef X

extern const struct command *const commands[];
extern const size_t command_count;

/* By name, or by a beginning that only one has; NULL. */
const struct command *command_find(const char *name);
/* Runs argv[0] with its words. */
int command_run(struct tutor *tutor, int argc, char **argv);
/* The same with a line typed at the prompt ("quotes" and 'quotes' keep words together). */
int command_line(struct tutor *tutor, const char *line);
void command_help(const struct command *command, struct text *out);

#endif
