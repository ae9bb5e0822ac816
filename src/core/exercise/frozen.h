/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frozen file's object: the same for every answer, so it is compiled once and kept (core/build/
 * buildcache.h), under a name made of the compiler, its flags, the source and all that it includes.
 *
 * frozen_open(); if there is no object yet, run frozen_line() in frozen_dir(), which it may write
 * to, and then frozen_keep().
 */
#ifndef CORE_EXERCISE_FROZEN_H
#define CORE_EXERCISE_FROZEN_H

#include <stdbool.h>

#include "core/build/buildcache.h"
#include "core/build/compiler.h"

struct frozen_spec {
    const struct compiler *compiler;
    const struct buildcache *cache;
    const char *source;
    bool has_hooks;
    bool is_fenced; /* with a table of where its functions begin: explore/calls/fence.h */
    bool inverts;   /* its claims fail where they should hold, and the other way round */
};

struct frozen; /* what the spec points to is lent until it is freed */

/* NULL with err: it cannot be read, or there is no room to compile it. */
struct frozen *frozen_open(const struct frozen_spec *spec, struct err *err);
void frozen_free(struct frozen *frozen);                /* NULL is fine */
const char *frozen_object(const struct frozen *frozen); /* NULL: it is to be compiled */
const char *frozen_dir(const struct frozen *frozen);
char **frozen_line(const struct frozen *frozen); /* for compiler_line_free() */
/* It was compiled. What may not be kept lives until it is freed. */
void frozen_keep(struct frozen *frozen);

#endif
