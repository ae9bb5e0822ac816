/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a C file to a program: compiled as it is (cc -O0 -g -pthread), or with memory hooks, and
 * kept in a cache under a name made of everything that went into it.
 *
 * Memory hooks: compiled with -fsanitize=thread, linked without the sanitizer: the probe stands in
 * for its runtime, so each load and store of shared data is a call that we own.
 *
 * Never blocks: poll build_fd(), call build_turn() until build_is_over().
 */
#ifndef CORE_BUILD_BUILD_H
#define CORE_BUILD_BUILD_H

#include <stdbool.h>

#include "core/base/err.h"

struct build_spec {
    const char *source;      /* path of the C file */
    const char *const *more; /* of those that belong to it, NULL-terminated; NULL: none */
    bool has_hooks;
    const char *probe;    /* path of the probe library, for the hooks */
    const char *cache;    /* folder; NULL: $XDG_CACHE_HOME/conc-tutor or ~/.cache/conc-tutor */
    const char *compiler; /* NULL: $CC, cc, gcc, clang: the first that is there */
    double budget_s;      /* how long the compiler may take; 0: 30 seconds */
};

struct build;

/* NULL with err: the file is missing, a directory, not a C file; no compiler (STATUS_CANNOT). What
 * could not be kept in the cache lives until build_free(). */
struct build *build_start(const struct build_spec *spec, struct err *err);
void build_free(struct build *build);
int build_fd(const struct build *build); /* -1: it was in the cache and is over */
void build_turn(struct build *build);
bool build_is_over(const struct build *build);
/* The program's path, lent; NULL with err (STATUS_USAGE) if it does not compile: then
 * build_messages() is what the compiler said. */
const char *build_program(const struct build *build, struct err *err);
const char *build_messages(const struct build *build);

#endif
