/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a C file to a program, through the compiler that is here: what is built, what is kept, what
 * is refused, and what a hostile source can do.
 */
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
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
#include "core/build/build.h"
#include "core/build/buildcache.h"
#include "core/build/compiler.h"

static char *folder; /* of the test at hand */

static int make_folder(void **state)
{
    (void)state;
    char path[] = "/tmp/test-build-XXXXXX";
    folder = mkdtemp(path) ? xstrdup(path) : NULL;
    return folder ? chdir(folder) : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    if (chdir("/") < 0)
        return -1;
    remove_tree(folder);
    free(folder);
    return 0;
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Files look older than they are, so that the build cannot suspect them of a change meanwhile. The
 * change time cannot be set: it has to pass. */
static void let_files_age(void)
{
    struct timespec tick = {0, 40000000};
    assert_int_equal(nanosleep(&tick, NULL), 0);
}

static void wait_for(struct build *build, int seconds)
{
    time_t end = time(NULL) + seconds;
    while (!build_is_over(build)) {
        struct pollfd fd = {build_fd(build), POLLIN, 0};
        assert_true(time(NULL) <= end);
        assert_true(poll(&fd, 1, 1000) >= 0);
        build_turn(build);
    }
}

static struct build *build_spec(const struct build_spec *spec)
{
    struct err err = {0};
    struct build *build = build_start(spec, &err);
    if (build == NULL)
        print_error("%s\n", err.text);
    assert_non_null(build);
    wait_for(build, 40);
    return build;
}

static struct build *build_file(const char *source)
{
    char *cache = xasprintf("%s/cache", folder);
    struct build_spec spec = {.source = source, .cache = cache};
    struct build *build = build_spec(&spec);
    free(cache);
    return build;
}

/* Runs a program and gives what it printed (lent until the next call). */
static const char *output_of(const char *program)
{
    static char bytes[256];
    FILE *pipe = popen(program, "re");
    assert_non_null(pipe);
    size_t n = fread(bytes, 1, sizeof(bytes) - 1, pipe);
    bytes[n] = '\0';
    assert_int_equal(pclose(pipe), 0);
    return bytes;
}

static char *program_of(struct build *build)
{
    struct err err = {0};
    const char *program = build_program(build, &err);
    if (program == NULL)
        print_error("%s\n%s\n", err.text, build_messages(build));
    assert_non_null(program);
    return xstrdup(program);
}

static size_t count_entries(const char *path, const char *start)
{
    size_t n = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        n += strncmp(entry->d_name, start, strlen(start)) == 0;
    closedir(dir);
    return n;
}

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

static void messages_are_kept(void **state)
{
    (void)state;
    write_text("warns.c", "#warning take care\nint main(void) { return 0; }\n");
    for (int i = 0; i < 2; i++) {
        struct build *build = build_file("warns.c");
        assert_int_equal(build_fd(build) == -1, i == 1);
        assert_non_null(strstr(build_messages(build), "take care"));
        build_free(build);
    }
}

static void what_does_not_compile_says_why(void **state)
{
    (void)state;
    write_text("bad.c", "int main(void) { return x; }\n");
    struct build *build = build_file("./bad.c");
    struct err err = {0};
    assert_null(build_program(build, &err));
    assert_int_equal(err.status, STATUS_USAGE);
    assert_string_equal(err.text, "'./bad.c' does not compile");
    assert_non_null(strstr(build_messages(build), "./bad.c:1:"));
    build_free(build);

    write_text("-lost.c", "void nowhere(void);\nint main(void) { nowhere(); }\n");
    build = build_file("-lost.c");
    assert_null(build_program(build, &err));
    assert_int_equal(err.status, STATUS_USAGE);
    assert_non_null(strstr(build_messages(build), "nowhere"));
    assert_null(strstr(build_messages(build), "/cache/")); /* our folders are nobody's business */
    build_free(build);
    assert_int_equal(count_entries("cache", "build-"), 0);
    assert_int_equal(count_entries("cache", "program-"), 0);
}

static void assert_refused(const char *source, const char *compiler, enum status status,
                           const char *text)
{
    struct build_spec spec = {.source = source, .cache = "cache", .compiler = compiler};
    struct err err = {0};
    assert_null(build_start(&spec, &err));
    if (strstr(err.text, text) == NULL)
        print_error("'%s' is not in '%s'\n", text, err.text);
    assert_non_null(strstr(err.text, text));
    assert_int_equal(err.status, status);
}

static void what_is_no_c_file_is_refused(void **state)
{
    (void)state;
    assert_refused("missing.c", NULL, STATUS_USAGE, "cannot open 'missing.c'");
    assert_refused("", NULL, STATUS_USAGE, "cannot open ''");
    assert_int_equal(mkdir("dir.c", 0700), 0);
    assert_refused("dir.c", NULL, STATUS_USAGE, "is a directory");
    assert_int_equal(mkfifo("pipe.c", 0600), 0);
    assert_refused("pipe.c", NULL, STATUS_USAGE, "not a regular file");
    write_text("a.cpp", "");
    assert_refused("a.cpp", NULL, STATUS_USAGE, "is C++");
    write_text("script", "");
    assert_refused("script", NULL, STATUS_USAGE, "does not end in .c");
    write_text("secret.c", "int main(void) { return 0; }\n");
    assert_int_equal(chmod("secret.c", 0), 0);
    if (geteuid() == 0) {
        assert_int_equal(chmod(".", 0755), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    assert_refused("secret.c", NULL, STATUS_USAGE, "cannot read 'secret.c'");
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
}

static void a_compiler_that_is_not_there(void **state)
{
    (void)state;
    write_text("x.c", "int main(void) { return 0; }\n");
    assert_refused("x.c", "no-such-compiler -x", STATUS_CANNOT,
                   "no compiler 'no-such-compiler -x'");
    char *path = xstrdup(getenv("PATH")), *cc = getenv("CC") ? xstrdup(getenv("CC")) : NULL;
    assert_int_equal(setenv("PATH", folder, 1), 0);
    unsetenv("CC");
    assert_refused("x.c", NULL, STATUS_CANNOT, "apt-get install gcc");
    assert_int_equal(setenv("PATH", path, 1), 0);
    if (cc)
        setenv("CC", cc, 1);
    free(path);
    free(cc);

    write_text("broken-cc", "#!/no/such/interpreter\n");
    assert_int_equal(chmod("broken-cc", 0755), 0);
    struct build_spec spec = {.source = "x.c", .cache = "cache", .compiler = "./broken-cc"};
    struct build *build = build_spec(&spec);
    struct err err = {0};
    assert_null(build_program(build, &err));
    assert_int_equal(err.status, STATUS_CANNOT);
    assert_non_null(strstr(err.text, "cannot run the compiler './broken-cc'"));
    build_free(build);
}

static void a_compiler_of_several_words(void **state)
{
    (void)state;
    write_text("x.c", "#include <stdio.h>\nint main(void) { puts(WORD); return 0; }\n");
    struct build_spec spec = {
        .source = "x.c", .cache = "cache", .compiler = " env  cc\t-DWORD=\"one\" "};
    struct build *build = build_spec(&spec);
    char *program = program_of(build);
    assert_string_equal(output_of(program), "one\n");
    build_free(build);
    free(program);
    /* Other words, another program. */
    spec.compiler = "env cc -DWORD=\"two\"";
    build = build_spec(&spec);
    program = program_of(build);
    assert_string_equal(output_of(program), "two\n");
    build_free(build);
    free(program);
}

/* clang wants other flags for hooks, and is known by its name, not by that of its folder. */
static void clang_is_known_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *command;
        bool is_clang;
    } cases[] = {{"./clang-15", true},
                 {"./linked-cc", true},
                 {"env ./clang-15", true},
                 {"./clang-tools/gcc", false},
                 {"./clang-tools/gcc -I clang", false}};
    assert_int_equal(mkdir("clang-tools", 0700), 0);
    write_text("clang-15", "");
    write_text("clang-tools/gcc", "");
    assert_int_equal(chmod("clang-15", 0755), 0);
    assert_int_equal(chmod("clang-tools/gcc", 0755), 0);
    assert_int_equal(symlink("clang-15", "linked-cc"), 0);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct compiler compiler;
        struct err err;
        assert_int_equal(compiler_find(&compiler, cases[i].command, &err), 0);
        assert_int_equal(compiler.is_clang, cases[i].is_clang);
        compiler_release(&compiler);
    }
    struct compiler compiler;
    struct err err;
    assert_int_equal(compiler_find(&compiler, "", &err), -1);
    assert_int_equal(compiler_find(&compiler, "clang-tools", &err), -1); /* a folder */
    assert_int_equal(err.status, STATUS_CANNOT);
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

static void given_up_leaves_nothing(void **state)
{
    (void)state;
    write_text("x.c", "int main(void) { return 0; }\n");
    struct build_spec spec = {.source = "x.c", .cache = "cache"};
    struct err err;
    struct build *build = build_start(&spec, &err);
    assert_non_null(build);
    assert_null(build_program(build, &err));
    build_free(build);
    build_free(NULL);
    assert_int_equal(count_entries("cache", "build-"), 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child either */
}

static void a_hostile_source_has_an_end(void **state)
{
    (void)state;
    struct err err = {0};
    write_text("endless.c", "#include \"/dev/zero\"\nint main(void) { return 0; }\n");
    struct build *build = build_file("endless.c");
    assert_null(build_program(build, &err));
    print_message("/dev/zero: %s\n", err.text);
    build_free(build);

    struct text many = {0};
    for (int i = 0; i < 4000; i++)
        text_add(&many, "#error number %d\n", i);
    write_text("chatty.c", text_get(&many));
    text_release(&many);
    build = build_file("chatty.c");
    assert_null(build_program(build, &err));
    size_t n = strlen(build_messages(build));
    assert_true(n > 60000 && n < 70000);
    assert_non_null(strstr(build_messages(build), "more bytes of messages"));
    build_free(build);

    write_text("slow-cc", "#!/bin/sh\ntrap '' TERM INT\nsleep 1000 & wait\n");
    assert_int_equal(chmod("slow-cc", 0755), 0);
    struct build_spec slow = {
        .source = "chatty.c", .cache = "cache", .compiler = "./slow-cc", .budget_s = 0.3};
    build = build_spec(&slow);
    assert_null(build_program(build, &err));
    assert_string_equal(err.text,
                        "'chatty.c' takes the compiler more than 0.3 seconds; it was ended");
    assert_int_equal(err.status, STATUS_USAGE);
    build_free(build);

    write_text("huge.c", "char huge[1u << 31] = {1};\nint main(void) { return 0; }\n");
    build = build_file("huge.c");
    assert_null(build_program(build, &err)); /* too large a file */
    build_free(build);
    assert_int_equal(count_entries("cache", "build-"), 0);
}

/* Hooks: a library of the test's own counts what the compiler has put in. */
static void try_hooks(const char *compiler)
{
    static const char stub[] = "#include <stdio.h>\n"
                               "static int reads, writes;\n"
                               "void __tsan_init(void) {}\n"
                               "void __tsan_func_entry(void *a) { (void)a; }\n"
                               "void __tsan_func_exit(void) {}\n"
                               "void __tsan_read4(void *a) { (void)a; reads++; }\n"
                               "void __tsan_write4(void *a) { (void)a; writes++; }\n"
                               "__attribute__((destructor)) static void say(void)\n"
                               "{ printf(\"%d %d\\n\", reads, writes); }\n";
    write_text("stub.c", stub);
    char *make = xasprintf("%s -shared -fPIC -Wl,-soname,stub.so -o stub.so stub.c 2>&1", compiler);
    assert_string_equal(output_of(make), "");
    free(make);
    write_text("count.c", "int counter;\nint main(void) { counter++; return 0; }\n");
    struct build_spec spec = {.source = "count.c",
                              .has_hooks = true,
                              .probe = "stub.so",
                              .cache = "cache",
                              .compiler = compiler};
    struct build *build = build_spec(&spec);
    char *program = program_of(build);
    assert_string_equal(output_of(program), "1 1\n");
    build_free(build);
    build = build_spec(&spec);
    assert_int_equal(build_fd(build), -1);
    build_free(build);
    /* Without hooks it is another program. */
    spec.has_hooks = false;
    build = build_spec(&spec);
    char *plain = program_of(build);
    assert_string_not_equal(plain, program);
    assert_string_equal(output_of(plain), "");
    build_free(build);
    free(program);
    free(plain);
}

static void hooks_are_put_in(void **state)
{
    (void)state;
    try_hooks("cc");
    struct err err;
    struct build_spec spec = {.source = "count.c", .compiler = "clang", .cache = "cache"};
    struct build *build = build_start(&spec, &err);
    if (build == NULL && err.status == STATUS_CANNOT) {
        print_message("no clang here: %s\n", err.text);
        return;
    }
    build_free(build);
    try_hooks("clang");

    spec.has_hooks = true;
    spec.probe = "no-such-probe.so";
    assert_null(build_start(&spec, &err));
    assert_non_null(strstr(err.text, "no-such-probe.so"));
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
    buildcache_sweep(&cache); /* not again on this day */
    assert_int_equal(access("cache/program-old", F_OK), 0);
    set_age("cache/swept", 1);
    buildcache_sweep(&cache);
    assert_int_equal(access("cache/program-old", F_OK), -1);
    buildcache_close(&cache);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        TEST(a_program_is_built_once),
        TEST(a_header_beside_it_counts),
        TEST(a_header_changed_meanwhile_is_not_kept),
        TEST(messages_are_kept),
        TEST(what_does_not_compile_says_why),
        TEST(what_is_no_c_file_is_refused),
        TEST(a_compiler_that_is_not_there),
        TEST(a_compiler_of_several_words),
        TEST(clang_is_known_by_name),
        TEST(where_nothing_can_be_kept),
        TEST(two_at_once_agree),
        TEST(given_up_leaves_nothing),
        TEST(a_hostile_source_has_an_end),
        TEST(hooks_are_put_in),
        TEST(what_nobody_uses_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
