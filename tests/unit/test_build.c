/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a C file to a program, through the compiler that is here: what is built, what is refused,
 * and what a hostile source can do.
 */
#include "unit/builds.h"

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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        TEST(messages_are_kept),
        TEST(what_does_not_compile_says_why),
        TEST(what_is_no_c_file_is_refused),
        TEST(a_compiler_that_is_not_there),
        TEST(a_compiler_of_several_words),
        TEST(clang_is_known_by_name),
        TEST(given_up_leaves_nothing),
        TEST(a_hostile_source_has_an_end),
        TEST(hooks_are_put_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
