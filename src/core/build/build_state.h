/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The private half of a build: what build.c (what is built, and its life) and build_step.c (one
 * call of the compiler after another) share.
 */
#ifndef CORE_BUILD_BUILD_STATE_H
#define CORE_BUILD_BUILD_STATE_H

#include <time.h>

#include "core/base/text.h"
#include "core/build/build.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"
#include "core/process/child.h"

enum step { COMPILE, LINK, OVER };

struct build {
    enum step step;
    char *source; /* as the compiler is told */
    char **more;  /* the other files of the program, ended by a NULL; NULL: there are none */
    size_t at;    /* of these and the source: the one that is being compiled; 0 the source */
    char *name, *probe, *work, *program;
    char key1[HASH_NAME_SIZE];
    struct hash source_hash;
    struct timespec began;
    bool has_hooks, is_stopped, has_failed;
    struct compiler compiler;
    struct buildcache cache;
    struct child *child;
    int status; /* wait status of the compiler */
    int epoll, timer;
    double budget_s;
    struct text messages;
    size_t cut; /* bytes of messages that were not kept */
    struct err err;
};

/* How many files there are besides the source. */
size_t build_count_more(const struct build *build);
/* Starts what build->step and build->at say. -1 with build->err. */
int build_start_step(struct build *build);

#endif
