/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an answer may not do. The learner's file is compiled by itself, apart from the frozen
 * driver, and then shares a process with it and with the engine that judges it. So it is held to
 * the C that an exercise is about, twice:
 *
 *   answer.c: its text. No assembler, no attributes that run code before main, no pragmas, no files
 *   but standard headers and those of the exercise, no pasted tokens (so that what is looked for
 *   cannot be hidden in macros).
 *
 *   answer_object.c: what the compiler made of it. It calls nothing but what threads are about and
 *   what the driver offers, replaces no function of others, has no section that the compiler did
 *   not need.
 *
 * Macros may be redefined as it likes: they do not reach the driver.
 */
#ifndef CORE_EXERCISE_ANSWER_H
#define CORE_EXERCISE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

struct answer_rules {
    const char *dir;    /* of the exercise: its headers may be included */
    char *const *may;   /* names that may be called besides; NULL-terminated, or NULL */
    bool has_main;      /* it is the program's main part: it prints, and it claims */
    bool has_processes; /* it may fork, wait, make pipes */
};

#define ANSWER_LIMIT (256u << 10) /* bytes of an answer */

/* False: it is refused, and `why` says for what and where ("NAME.c:12: ..."). */
bool answer_text_is_fine(const struct answer_rules *rules, const char *name, const char *bytes,
                         size_t n, struct text *why);
/* The object file made of it. `frozen`: the object files that it is linked with; NULL-terminated.
 */
bool answer_object_is_fine(const struct answer_rules *rules, const char *object,
                           const char *const *frozen, struct text *why);

#endif
