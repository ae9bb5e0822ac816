/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frozen file is compiled once, and again when anything of what it was made of is another.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exercise/frozen.h"

static char folder[] = "/tmp/ct-frozen-XXXXXX";
static struct buildcache cache;
static struct compiler compiler;
static char *source, *header;

static void put(const char *path, const char *words)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(words, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* File times come from a coarse clock: what was just written may not be kept yet. */
static void let_files_grow_old(void)
{
    struct timespec start, now;
    clock_gettime(CLOCK_REALTIME, &start);
    do {
        clock_gettime(CLOCK_REALTIME, &now);
    } while ((now.tv_sec - start.tv_sec) * 1000000000 + now.tv_nsec - start.tv_nsec < 50000000);
}

static int make(void **state)
{
    (void)state;
    struct err err = {0};
    if (!mkdtemp(folder) || compiler_find(&compiler, NULL, &err) < 0)
        return -1;
    char *path = xasprintf("%s/cache", folder);
    int result = buildcache_open(&cache, path, &err);
    source = xasprintf("%s/driver.c", folder);
    header = xasprintf("%s/count.h", folder);
    put(source, "#include <assert.h>\n#include \"count.h\"\n"
                "int check(int n) { assert(n == COUNT); return n; }\n");
    put(header, "#define COUNT 1\n");
    let_files_grow_old();
    free(path);
    return result;
}

static int unmake(void **state)
{
    (void)state;
    buildcache_close(&cache);
    compiler_release(&compiler);
    remove_tree(folder);
    free(source);
    free(header);
    return 0;
}

static struct frozen *open_one(bool inverts)
{
    struct frozen_spec spec = {.compiler = &compiler,
                               .cache = &cache,
                               .source = source,
                               .has_hooks = true,
                               .is_fenced = true,
                               .inverts = inverts};
    struct err err = {0};
    struct frozen *frozen = frozen_open(&spec, &err);
    if (!frozen)
        print_error("%s\n", err.text);
    assert_non_null(frozen);
    return frozen;
}

static void compile(const struct frozen *frozen)
{
    char **line = frozen_line(frozen);
    int status = -1;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        execv(line[0], line);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    compiler_line_free(line);
}

/* Its object's path, or NULL: it had to be compiled (and now was). The caller's. */
static char *have(bool inverts)
{
    struct frozen *frozen = open_one(inverts);
    char *path = frozen_object(frozen) ? xstrdup(frozen_object(frozen)) : NULL;
    if (!path) {
        compile(frozen);
        frozen_keep(frozen);
        assert_non_null(frozen_object(frozen));
        assert_int_equal(access(frozen_object(frozen), R_OK), 0);
    }
    frozen_free(frozen);
    return path;
}

static void once_compiled_it_is_there(void **state)
{
    (void)state;
    char *first = have(false), *second = have(false);
    assert_null(first);
    assert_non_null(second);
    assert_int_equal(access(second, R_OK), 0); /* also when nobody has it open */
    free(second);
}

/* With claims inverted it is another object, which is kept as well. */
static void inverted_is_another(void **state)
{
    (void)state;
    char *first = have(true), *second = have(true), *upright = have(false);
    assert_null(first);
    assert_non_null(second);
    assert_non_null(upright);
    assert_string_not_equal(second, upright);
    free(second);
    free(upright);
}

static void what_it_includes_counts(void **state)
{
    (void)state;
    put(header, "#define COUNT 2\n");
    let_files_grow_old();
    char *first = have(false), *second = have(false);
    assert_null(first);
    assert_non_null(second);
    free(second);
}

static void its_own_text_counts(void **state)
{
    (void)state;
    put(source, "#include \"count.h\"\nint check(int n) { return n - COUNT; }\n");
    let_files_grow_old();
    char *first = have(false), *second = have(false);
    assert_null(first);
    assert_non_null(second);
    free(second);
}

/* Two at one time: both compile, and both have it. */
static void two_at_once(void **state)
{
    (void)state;
    put(source, "#include \"count.h\"\nint check(int n) { return n + COUNT; }\n");
    let_files_grow_old();
    struct frozen *one = open_one(false), *other = open_one(false);
    assert_null(frozen_object(one));
    assert_null(frozen_object(other));
    compile(one);
    compile(other);
    frozen_keep(one);
    frozen_keep(other);
    assert_string_equal(frozen_object(one), frozen_object(other));
    frozen_free(one);
    frozen_free(other);
    char *later = have(false);
    assert_non_null(later);
    free(later);
}

/* Whoever is killed while he compiles has left nothing that is taken for an object. */
static void what_is_not_kept_is_not_there(void **state)
{
    (void)state;
    put(source, "#include \"count.h\"\nint check(int n) { return n * COUNT; }\n");
    let_files_grow_old();
    struct frozen *killed = open_one(false);
    compile(killed);
    char *first = have(false);
    assert_null(first);
    frozen_free(killed);
}

/* The compiler may have read what is there no more. */
static void what_changes_meanwhile_is_not_kept(void **state)
{
    (void)state;
    struct frozen *frozen = open_one(true);
    assert_null(frozen_object(frozen));
    compile(frozen);
    put(header, "#define COUNT 3\n");
    frozen_keep(frozen);
    assert_non_null(strstr(frozen_object(frozen), "/build-")); /* still where it was made */
    frozen_free(frozen);
    char *later = have(true);
    assert_null(later);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(once_compiled_it_is_there),
        cmocka_unit_test(inverted_is_another),
        cmocka_unit_test(what_it_includes_counts),
        cmocka_unit_test(its_own_text_counts),
        cmocka_unit_test(two_at_once),
        cmocka_unit_test(what_is_not_kept_is_not_there),
        cmocka_unit_test(what_changes_meanwhile_is_not_kept),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
