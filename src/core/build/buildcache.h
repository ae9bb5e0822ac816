/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where built programs are kept, and under which names (a private part of the build).
 *
 *   FOLDER/inputs-KEY1     what a program was made of: every file the compiler read, and KEY2
 *   FOLDER/program-KEY2/   the program and the compiler's messages; never changed once it is there
 *   FOLDER/build-XXXXXX/   being built; renamed as a whole, so nobody sees half of it
 *   FOLDER/swept           when it was last looked at what has to go
 *
 * KEY1 is made of all that is known before compiling (compiler, flags, source), KEY2 of KEY1 and
 * the files that the compiler says it has read. A header that changes so leads to another program,
 * and one that still runs is not pulled away from under its debug information.
 */
#ifndef CORE_BUILD_BUILDCACHE_H
#define CORE_BUILD_BUILDCACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "core/base/err.h"
#include "core/base/hash.h"
#include "core/base/text.h"

struct buildcache {
    char *dir;         /* absolute */
    bool is_temporary; /* removed by buildcache_close() */
};

/* `wanted`: NULL for the user's. What cannot be written or executed from, or belongs to somebody
 * else, is replaced by a temporary folder. -1 with err when there is none either. */
int buildcache_open(struct buildcache *cache, const char *wanted, struct err *err);
void buildcache_close(struct buildcache *cache);

/* The program (or object) `name` made of KEY1, if it is there and none of its inputs has changed:
 * its path, the caller's to free, and the messages of its compilation. NULL: it has to be built. */
char *buildcache_find(const struct buildcache *cache, const char *key1, const char *name,
                      struct text *messages);

/* A new folder to build in, with `out/bin` and `tmp` inside. The caller's to free and to remove. */
char *buildcache_work(const struct buildcache *cache, struct err *err);

/* What was built in a work folder, and of what. */
struct buildcache_entry {
    const char *key1, *name;
    const char *source;      /* as the compiler was told; part of KEY1 already */
    struct hash source_hash; /* of its text as it was when KEY1 was made */
    const char *deps;        /* file in which the compiler has listed what it read (-MD) */
    struct timespec began;   /* CLOCK_REALTIME before the compiler was started */
    const char *messages;
};

/* Takes WORK/out/bin/NAME in. Returns where it is now, the caller's to free. It stays in WORK when
 * it must not be kept: when an input may have changed since `began`, so that nobody knows what the
 * compiler has read. */
char *buildcache_keep(const struct buildcache *cache, const char *work,
                      const struct buildcache_entry *entry);

/* Some two thousand programs (of about 100 KiB each): all lessons and exercises many times over. */
#define BUILDCACHE_BYTES (256u << 20)

/* Removes what was not used for 30 days, then trims to BUILDCACHE_BYTES; looks at most once an
 * hour.
 */
void buildcache_sweep(const struct buildcache *cache);
/* Removes programs, the one not used for the longest first, until those that are left take no more
 * than so many bytes of the disk. What was used within the last hour stays: it may be running. */
void buildcache_trim(const struct buildcache *cache, uint64_t most_bytes);

/* Removes a file or a folder and all in it; symbolic links are not followed. */
void remove_tree(const char *path);

#endif
