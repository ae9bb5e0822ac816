/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lesson's page: Markdown with acts in it (fenced blocks whose info string names the act), parsed
 * into blocks in order of the page. Reading a page runs nothing.
 *
 * An act's body is `key: value` lines (a predict block: the question, then the answers). Unknown
 * acts, unknown keys and keys twice are errors with a line number: a page is held to its word.
 */
#ifndef CORE_LESSON_LESSON_H
#define CORE_LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"

/* X(NAME, "word") */
#define ACT_KINDS(X)                                                                               \
    X(PREDICT, "predict")   /* a question; nothing runs */                                         \
    X(RUN, "run")           /* a program on real threads */                                        \
    X(STEP, "step")         /* the same, and the learner is its scheduler */                       \
    X(EXPLORE, "explore")   /* the same on every schedule */                                       \
    X(COMPARE, "compare")   /* results of earlier acts side by side */                             \
    X(EXERCISE, "exercise") /* one of the lesson's exercises, tried on the spot */                 \
    X(NOTES, "notes")       /* for the instructor; not shown to students */

enum block_kind {
    BLOCK_PROSE,
#define X(name, word) BLOCK_##name,
    ACT_KINDS(X)
#undef X
};

struct lesson_key {
    char *key, *value;
    int line;
};

struct answer {
    char *text;
    bool is_right;
};

struct block {
    enum block_kind kind;
    int line;     /* of the page, from 1 */
    char *text;   /* prose: its Markdown; predict: the question; notes: the text */
    char **words; /* of the info string behind the act's name: program and arguments, in
                     which "$NAME" stands for a parameter: lesson_word() */
    size_t word_count;
    struct lesson_key *keys; /* in order */
    size_t key_count;
    struct answer *answers; /* predict */
    size_t answer_count;
};

struct lesson {
    char *name; /* the folder's name, which is the lesson's id */
    char *dir;  /* path of the folder */
    char *path; /* of the page */
    char *title, *chapter, *course, *after, *summary; /* front matter; "" when not given */
    int order;                                        /* within its chapter, from front matter; 0 */
    struct lesson_key *parameters; /* front matter `param NAME: default min max what it is` */
    size_t parameter_count;
    struct block *blocks;
    size_t block_count;
};

#define LESSON_LIMIT   (1024u * 1024u) /* bytes of a page */
#define LESSON_ANSWERS 9u              /* to one question: each has a digit key */

/* Parses `bytes` as the page of the lesson in `dir`. NULL with err ("lessons/x/lesson.md:12: ...").
 */
struct lesson *lesson_parse(const char *dir, const char *path, const char *bytes, size_t n,
                            struct err *err);
/* Reads DIR/lesson.LANG.md or DIR/lesson.md. */
struct lesson *lesson_load(const char *dir, const char *lang, struct err *err);
void lesson_free(struct lesson *lesson);

const char *act_word(enum block_kind kind);
/* Does a learner stop there: neither prose nor notes? */
bool block_is_act(const struct block *block);
/* The block of the n-th act, from 1; there is none: 0. */
size_t lesson_act(const struct lesson *lesson, int n);
/* Does the act run a program, its first word? */
bool block_has_program(const struct block *block);
/* The value of a key in a block, or `otherwise`. */
const char *block_get(const struct block *block, const char *key, const char *otherwise);

/* A parameter of the lesson, by its name. False: it has no such. `what` is lent by the lesson. */
struct parameter {
    int64_t value, least, most; /* value: the default */
    const char *what;
};
bool lesson_parameter(const struct lesson *lesson, const char *name, struct parameter *out);
/* Is "NAME=VALUE" a parameter of this lesson with a value within its limits? -1 with err. */
int lesson_check_setting(const struct lesson *lesson, const char *setting, struct err *err);
/* A word of an act as the program gets it: "$NAME" becomes the parameter's value as set (settings:
 * "NAME=VALUE", NULL-terminated, or NULL), or its default. Given. */
char *lesson_word(const struct lesson *lesson, const char *word, const char *const *settings);

#endif
