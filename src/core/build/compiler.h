/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which C compiler there is, and what it needs to be told.
 */
#ifndef CORE_BUILD_COMPILER_H
#define CORE_BUILD_COMPILER_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/err.h"
#include "core/base/hash.h"

struct compiler {
    char **words; /* NULL-terminated: a path, then what else stood in $CC ("ccache gcc -m32") */
    size_t count;
    bool is_clang; /* as its name says */
};

/* `wanted` ("ccache gcc"), or if that is NULL the first of $CC, cc, gcc, clang that is there. -1
 * with err (STATUS_CANNOT) when there is none. */
int compiler_find(struct compiler *compiler, const char *wanted, struct err *err);
void compiler_release(struct compiler *compiler);
/* Another compiler, or the same one in another version, gives another hash. */
void compiler_hash(const struct compiler *compiler, struct hash *hash);

/* Command lines, NULL-terminated: the caller's, freed by compiler_line_free().
 * `deps` is where the compiler lists what it has read, as a rule of make for "program". */
char **compiler_to_object(const struct compiler *compiler, const char *source, bool has_hooks,
                          const char *object, const char *deps);
/* `objects`: NULL-terminated. `probe`: the library that serves the hooks; NULL: there are none. */
char **compiler_to_program(const struct compiler *compiler, const char *const *objects,
                           const char *probe, const char *program);
void compiler_line_add(char ***line, const char *const *words); /* NULL-terminated */
void compiler_line_free(char **line);

/* A section with a table of where functions begin: explore/calls/fence.h. */
#define COMPILER_TABLE_OF_FUNCTIONS "-fpatchable-function-entry=1"

#endif
