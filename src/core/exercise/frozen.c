/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/frozen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/file.h"
#include "core/base/text.h"

#define SOURCE_LIMIT (1u << 20)
#define DEPS_LIMIT   (4u << 20)
#define NAME         "frozen.o"

/* Changes when frozen files are compiled in another way than before. */
#define RECIPE "frozen 1"

/* Found before the system's. */
static const char inverted[] =
    "#undef assert\n"
    "void __assert_fail(const char *, const char *, unsigned, const char *);\n"
    "#define assert(claim) \\\n"
    "    ((claim) ? __assert_fail(#claim, __FILE__, __LINE__, __func__) : (void)0)\n";

struct frozen {
    struct frozen_spec spec;
    char *source, *object, *work; /* work: NULL, it was there already */
    char key1[HASH_NAME_SIZE];
    struct hash source_hash;
    struct timespec began;
};

static char **line_to(const struct frozen *frozen, const char *work)
{
    char *object = xasprintf("%s/out/bin/" NAME, work), *deps = xasprintf("%s/deps", work);
    char *claims = xasprintf("%s/tmp", work);
    char **line = compiler_to_object(frozen->spec.compiler, frozen->source, frozen->spec.has_hooks,
                                     object, deps);
    if (frozen->spec.is_fenced)
        compiler_line_add(&line, (const char *const[]){COMPILER_TABLE_OF_FUNCTIONS, NULL});
    if (frozen->spec.inverts)
        compiler_line_add(&line, (const char *const[]){"-I", claims, NULL});
    free(object);
    free(deps);
    free(claims);
    return line;
}

char **frozen_line(const struct frozen *frozen)
{
    return line_to(frozen, frozen->work);
}

static int make_key(struct frozen *frozen, struct err *err)
{
    struct text text = {0};
    if (file_read(frozen->source, SOURCE_LIMIT, &text, err) < 0)
        return -1;
    hash_start(&frozen->source_hash);
    hash_bytes(&frozen->source_hash, text_get(&text), text.size);
    text_release(&text);
    struct hash hash;
    hash_start(&hash);
    hash_string(&hash, RECIPE);
    compiler_hash(frozen->spec.compiler, &hash);
    char **line = line_to(frozen, "");
    for (size_t i = 0; line[i]; i++)
        hash_string(&hash, line[i]);
    compiler_line_free(line);
    if (frozen->spec.inverts)
        hash_string(&hash, inverted);
    hash_bytes(&hash, &frozen->source_hash, sizeof(frozen->source_hash));
    hash_name(&hash, frozen->key1);
    return 0;
}

static int prepare(struct frozen *frozen, struct err *err)
{
    frozen->work = buildcache_work(frozen->spec.cache, err);
    if (!frozen->work)
        return -1;
    (void)clock_gettime(CLOCK_REALTIME, &frozen->began); /* cannot fail with this clock */
    if (!frozen->spec.inverts)
        return 0;
    char *path = xasprintf("%s/tmp/assert.h", frozen->work);
    int result = file_write_new(path, 0600, inverted, sizeof(inverted) - 1, err);
    free(path);
    return result;
}

struct frozen *frozen_open(const struct frozen_spec *spec, struct err *err)
{
    struct frozen *frozen = xcalloc(1, sizeof(*frozen));
    struct text ignored = {0};
    frozen->spec = *spec;
    frozen->spec.source = frozen->source = xstrdup(spec->source);
    int result = make_key(frozen, err);
    if (result == 0)
        frozen->object = buildcache_find(spec->cache, frozen->key1, NAME, &ignored);
    if (result == 0 && !frozen->object)
        result = prepare(frozen, err);
    text_release(&ignored);
    if (result == 0)
        return frozen;
    frozen_free(frozen);
    return NULL;
}

void frozen_free(struct frozen *frozen)
{
    if (!frozen)
        return;
    if (frozen->work)
        remove_tree(frozen->work);
    free(frozen->work);
    free(frozen->source);
    free(frozen->object);
    free(frozen);
}

const char *frozen_object(const struct frozen *frozen)
{
    return frozen->object;
}

const char *frozen_dir(const struct frozen *frozen)
{
    return frozen->work;
}

/* The header of inverted claims is ours, is in the key, and will not be there any more. */
static void forget_inverted(const struct frozen *frozen, const char *deps)
{
    struct text text = {0}, out = {0};
    struct err err; /* of no interest: it will not be kept */
    char *path = xasprintf("%s/tmp/assert.h", frozen->work);
    if (file_read(deps, DEPS_LIMIT, &text, &err) == 0) {
        const char *p = text_get(&text);
        for (const char *hit; (hit = strstr(p, path)); p = hit + strlen(path))
            text_put_bytes(&out, p, (size_t)(hit - p));
        text_put(&out, p);
        FILE *file = fopen(deps, "we");
        if (!file || fwrite(text_get(&out), 1, out.size, file) != out.size)
            (void)remove(deps); /* without it, it is not kept */
        if (file && fclose(file) != 0)
            (void)remove(deps);
    }
    free(path);
    text_release(&text);
    text_release(&out);
}

void frozen_keep(struct frozen *frozen)
{
    char *deps = xasprintf("%s/deps", frozen->work);
    if (frozen->spec.inverts)
        forget_inverted(frozen, deps);
    struct buildcache_entry entry = {
        .key1 = frozen->key1,
        .name = NAME,
        .source = frozen->source,
        .source_hash = frozen->source_hash,
        .deps = deps,
        .began = frozen->began,
        .messages = "",
    };
    frozen->object = buildcache_keep(frozen->spec.cache, frozen->work, &entry);
    free(deps);
}
