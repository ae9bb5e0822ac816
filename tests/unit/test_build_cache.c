/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is kept of a build, and when it has to be built anew: inputs that change, builds at one
 * time, places where nothing can be kept.
 */
#include "unit/builds.h"

static void a_program_is_built_once(void **state)
{
    (void)state;
    write_text("hello.c", "#include <stdio.h>\nint main(void) { puts(\"hello\"); return 0; }\n");
    struct build *first = build_file("hello.c");
    char *program = program_of(first);
    assert_string_equal(output_of(program), "hello\n");
    assert_string_equal(strrchr(program, '/'), "/hello");
    assert_string_equal(build_messages(first), "");
    build_free(first);
    assert_int_equal(access(program, X_OK), 0);
    assert_int_equal(count_entries("cache", "build-"), 0);

    struct build *second = build_file("hello.c");
    assert_int_equal(build_fd(second), -1);
    struct err err;
    assert_string_equal(build_program(second, &err), program);
    build_free(second);

    write_text("hello.c", "#include <stdio.h>\nint main(void) { puts(\"HELLO\"); return 0; }\n");
    struct build *third = build_file("hello.c");
    char *other = program_of(third);
    assert_string_not_equal(other, program);
    assert_string_equal(output_of(other), "HELLO\n");
    assert_string_equal(output_of(program), "hello\n");
    build_free(third);
    free(other);
    free(program);
}

static void a_header_beside_it_counts(void **state)
{
    (void)state;
    assert_int_equal(mkdir("a b", 0700), 0);
    write_text("a b/it $x#.h", "#define WORD \"one\"\n");
    write_text("a b/x.c",
               "#include <stdio.h>\n#include <it $x#.h>\nint main(void) { puts(WORD); }\n");
    let_files_age();
    struct build *build = build_file("a b/x.c");
    char *one = program_of(build);
    build_free(build);
    build = build_file("a b/x.c");
    assert_int_equal(build_fd(build), -1);
    build_free(build);

    write_text("a b/it $x#.h", "#define WORD \"two\"\n");
    let_files_age();
    build = build_file("a b/x.c");
    char *two = program_of(build);
    build_free(build);
    char *quoted = xasprintf("'%s'", two);
    assert_string_equal(output_of(quoted), "two\n");
    assert_string_not_equal(one, two);
    assert_int_equal(access(one, X_OK), 0);

    /* The same contents, another time: nothing to build. */
    struct timespec times[2] = {{1000, 0}, {1000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, "a b/it $x#.h", times, 0), 0);
    build = build_file("a b/x.c");
    assert_int_equal(build_fd(build), -1);
    build_free(build);
    free(quoted);
    free(one);
    free(two);
}

static void a_header_changed_meanwhile_is_not_kept(void **state)
{
    (void)state;
    write_text("w.h", "#define WORD 1\n");
    write_text("x.c", "#include \"w.h\"\nint main(void) { return 0; }\n");
    char *cache = xasprintf("%s/cache", folder);
    struct build_spec spec = {.source = "x.c", .cache = cache};
    struct err err;
    struct build *build = build_start(&spec, &err);
    assert_non_null(build);
    write_text("w.h", "#define WORD 2\n");
    wait_for(build, 40);
    char *program = program_of(build);
    assert_int_equal(access(program, X_OK), 0);
    assert_int_equal(count_entries("cache", "program-"), 0);
    build_free(build);
    assert_int_equal(access(program, X_OK), -1);
    assert_int_equal(count_entries("cache", "build-"), 0);
    free(program);
    free(cache);
}

static void where_nothing_can_be_kept(void **state)
{
    (void)state;
    write_text("x.c", "int main(void) { return 0; }\n");
    write_text("file", "");
    const char *const hopeless[] = {"file", "file/below", "/proc/conc-tutor", "open"};
    assert_int_equal(mkdir("open", 0700), 0);
    assert_int_equal(chmod("open", 0777), 0); /* others could put programs there */
    for (size_t i = 0; i < sizeof(hopeless) / sizeof(*hopeless); i++) {
        struct build_spec spec = {.source = "x.c", .cache = hopeless[i]};
        struct build *build = build_spec(&spec);
        char *program = program_of(build);
        assert_string_equal(output_of(program), "");
        build_free(build);
        assert_int_equal(access(program, F_OK), -1);
        free(program);
    }
    assert_int_equal(count_entries("open", "program-"), 0);
}

static void two_at_once_agree(void **state)
{
    (void)state;
    write_text("x.c", "int main(void) { return 0; }\n");
    struct build_spec spec = {.source = "x.c", .cache = "cache"};
    struct err err;
    struct build *a = build_start(&spec, &err), *b = build_start(&spec, &err);
    assert_non_null(a);
    assert_non_null(b);
    wait_for(a, 40);
    wait_for(b, 40);
    char *one = program_of(a), *two = program_of(b);
    assert_string_equal(one, two);
    build_free(a);
    build_free(b);
    assert_int_equal(access(one, X_OK), 0);
    assert_int_equal(count_entries("cache", "build-"), 0);
    free(one);
    free(two);
}

static void set_age(const char *path, int days)
{
    struct timespec then = {time(NULL) - (time_t)days * 86400 - 10, 0}, times[2] = {then, then};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void what_nobody_uses_goes(void **state)
{
    (void)state;
    struct err err;
    struct buildcache cache;
    assert_int_equal(buildcache_open(&cache, "cache", &err), 0);
    assert_int_equal(mkdir("cache/program-old", 0700), 0);
    write_text("cache/program-old/x", "");
    assert_int_equal(symlink("/", "cache/program-old/root"), 0);
    assert_int_equal(mkdir("cache/program-new", 0700), 0);
    write_text("cache/inputs-old", "");
    write_text("cache/somebody-elses", "");
    assert_int_equal(mkdir("cache/build-left", 0700), 0);
    set_age("cache/program-old", 31);
    set_age("cache/program-new", 29);
    set_age("cache/inputs-old", 31);
    set_age("cache/somebody-elses", 99);
    set_age("cache/build-left", 2);
    buildcache_sweep(&cache);
    assert_int_equal(access("cache/program-old", F_OK), -1);
    assert_int_equal(access("cache/inputs-old", F_OK), -1);
    assert_int_equal(access("cache/build-left", F_OK), -1);
    assert_int_equal(access("cache/program-new", F_OK), 0);
    assert_int_equal(access("cache/somebody-elses", F_OK), 0);

    assert_int_equal(mkdir("cache/program-old", 0700), 0);
    set_age("cache/program-old", 31);
    buildcache_sweep(&cache); /* not again in this hour */
    assert_int_equal(access("cache/program-old", F_OK), 0);
    set_age("cache/swept", 1);
    buildcache_sweep(&cache);
    assert_int_equal(access("cache/program-old", F_OK), -1);
    buildcache_close(&cache);
}

/* A program of `kib` KiB that was used so many days ago. */
static void keep(const char *name, int kib, int days)
{
    char *dir = xasprintf("cache/program-%s", name), *bin = xasprintf("%s/bin", dir),
         *path = xasprintf("%s/x", bin), *text = xcalloc((size_t)kib * 1024 + 1, 1);
    memset(text, 'x', (size_t)kib * 1024);
    assert_int_equal(mkdir(dir, 0700), 0);
    assert_int_equal(mkdir(bin, 0700), 0);
    write_text(path, text);
    set_age(dir, days);
    free(dir);
    free(bin);
    free(path);
    free(text);
}

static bool is_kept(const char *name)
{
    char *path = xasprintf("cache/program-%s/bin/x", name);
    bool is_there = access(path, F_OK) == 0;
    free(path);
    return is_there;
}

static void too_much_goes_the_oldest_first(void **state)
{
    (void)state;
    struct err err;
    struct buildcache cache;
    assert_int_equal(buildcache_open(&cache, "cache", &err), 0);
    keep("second", 400, 2);
    keep("third", 400, 1);
    keep("first", 400, 3);
    keep("now", 400, 0);
    struct timespec now[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    assert_int_equal(utimensat(AT_FDCWD, "cache/program-now", now, 0), 0);
    buildcache_trim(&cache, 4 << 20); /* there is room */
    assert_true(is_kept("first"));
    buildcache_trim(&cache, 1300 << 10); /* for three */
    assert_false(is_kept("first"));
    assert_true(is_kept("second") && is_kept("third") && is_kept("now"));
    /* To look for it is to use it. */
    assert_int_equal(utimensat(AT_FDCWD, "cache/program-second", now, 0), 0);
    buildcache_trim(&cache, 0);
    assert_false(is_kept("third"));
    assert_true(is_kept("second") && is_kept("now")); /* may be running */
    assert_int_equal(count_entries("cache", "build-"), 0);
    buildcache_close(&cache);
}

/* What is removed is gone as a whole, and both come to an end. */
static void two_trim_at_once(void **state)
{
    (void)state;
    struct err err;
    struct buildcache cache;
    assert_int_equal(buildcache_open(&cache, "cache", &err), 0);
    for (int i = 0; i < 60; i++) {
        char name[16];
        snprintf(name, sizeof(name), "%d", i);
        keep(name, 8, 1 + i % 20);
    }
    keep("now", 8, 0);
    struct timespec now[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    assert_int_equal(utimensat(AT_FDCWD, "cache/program-now", now, 0), 0);
    pid_t other = fork();
    assert_true(other >= 0);
    buildcache_trim(&cache, 0);
    if (other == 0)
        _exit(0);
    int status;
    assert_int_equal(waitpid(other, &status, 0), other);
    assert_int_equal(status, 0);
    assert_int_equal(count_entries("cache", "program-"), 1);
    assert_int_equal(count_entries("cache", "build-"), 0);
    assert_true(is_kept("now"));
    buildcache_close(&cache);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        TEST(a_program_is_built_once),
        TEST(a_header_beside_it_counts),
        TEST(a_header_changed_meanwhile_is_not_kept),
        TEST(where_nothing_can_be_kept),
        TEST(two_at_once_agree),
        TEST(what_nobody_uses_goes),
        TEST(too_much_goes_the_oldest_first),
        TEST(two_trim_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
