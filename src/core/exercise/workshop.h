/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From an answer and the frozen file of its exercise to a program. Each is compiled by itself, so
 * that nothing in the answer's text reaches the other; what the compiler made of the answer is
 * looked at (core/exercise/answer.h) before the two are linked. Of that nothing is kept, and the
 * program lives until workshop_free(); what is frozen is compiled once for all (frozen.h).
 *
 * Never blocks: poll workshop_fd(), call workshop_turn() until workshop_is_over().
 */
#ifndef CORE_EXERCISE_WORKSHOP_H
#define CORE_EXERCISE_WORKSHOP_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/err.h"
#include "core/exercise/answer.h"

struct workshop_spec {
    const char *name;  /* of the answer, for messages: "counter.c" */
    const char *bytes; /* the answer: the caller has read it, so that it cannot change */
    size_t size;
    const char *frozen;               /* path of the other file */
    const struct answer_rules *rules; /* lent until it is freed; dir: its headers */
    bool has_doubter; /* a second program: the frozen file's claims fail where they should hold, and
                         the other way round. An answer that is not found wrong with it deceives its
                         judge. Both are linked before the answer has run at all */
    const char *explorer; /* with memory hooks and fences, against this library; NULL: none */
    const char *probe;    /* without it: with memory hooks, against this library; NULL: plain */
};

struct workshop;

struct workshop *workshop_start(const struct workshop_spec *spec, struct err *err);
void workshop_free(struct workshop *workshop); /* NULL is fine */
int workshop_fd(const struct workshop *workshop);
void workshop_turn(struct workshop *workshop);
bool workshop_is_over(const struct workshop *workshop);

/* Once it is over: the program's path, lent; NULL with err. STATUS_USAGE: the answer does not
 * compile, and workshop_messages() is what the compiler said; STATUS_WRONG: it is refused, and err
 * says why; else it is not the answer's fault. */
const char *workshop_program(const struct workshop *workshop, struct err *err);
const char *workshop_doubter(const struct workshop *workshop); /* the same of the second one */
const char *workshop_messages(const struct workshop *workshop);

#endif
