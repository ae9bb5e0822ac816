/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The prompt, fed with keys: typing, editing, history, search, completion, characters of several
 * bytes, pastes; and that readline leaves the environment, the signals and the output alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"
#include "ui/terminal/prompt.h"
#include "ui/terminal/screen.h"

static const char *candidate(void *context, const char *line, int word, int i)
{
    static const char *const commands[] = {
        "lesson", "list", "quit", "\xe9\x94\x81\xe5\xae\x9a", "\xe9\x94\x81\xe5\xad\x90", NULL};
    static const char *const lessons[] = {"race", "rlock", "deadlock", NULL};
    (void)context;
    if (word == 0)
        return commands[i];
    return word == 1 && strncmp(line, "lesson", 6) == 0 ? lessons[i] : NULL;
}

static char folder[64];

static char *path_of(const char *name)
{
    return xasprintf("%s/%s", folder, name);
}

static void open_with(const char *history)
{
    struct err err;
    struct prompt_spec spec = {.prompt = "> ", .history_file = history, .candidate = candidate};
    assert_int_equal(prompt_open(&spec, &err), 0);
}

static int set_up(void **state)
{
    (void)state;
    open_with(NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    prompt_close();
    return 0;
}

/* Feeds UTF-8, a key a character; returns the line if the last key has ended one. */
static char *type(const char *text)
{
    char *line = NULL;
    for (size_t n = strlen(text), i = 0; i < n;) {
        uint32_t character;
        i += utf8_decode(text + i, n - i, &character);
        assert_null(line);
        line = prompt_key(character);
    }
    return line;
}

static void expect_line(const char *keys, const char *line)
{
    char *got = type(keys);
    assert_non_null(got);
    assert_string_equal(got, line);
    free(got);
}

static void test_typing(void **state)
{
    (void)state;
    assert_true(prompt_is_empty());
    assert_string_equal(prompt_text(), "> ");
    assert_null(type("list"));
    assert_false(prompt_is_empty());
    assert_string_equal(prompt_line(), "list");
    assert_int_equal(prompt_cursor(), 4);
    expect_line("\r", "list");
    assert_true(prompt_is_empty());
    expect_line("\r", "");
}

static void test_editing(void **state)
{
    (void)state;
    type("lis race");
    for (int i = 0; i < 5; i++)
        assert_null(prompt_key(SCREEN_LEFT));
    type("t");
    assert_string_equal(prompt_line(), "list race");
    assert_null(prompt_key(SCREEN_HOME));
    assert_int_equal(prompt_cursor(), 0);
    assert_null(prompt_key(SCREEN_DELETE));
    assert_string_equal(prompt_line(), "ist race");
    assert_null(prompt_key(SCREEN_END));
    type("\x17"); /* Ctrl-W */
    assert_string_equal(prompt_line(), "ist ");
    type("\x7f");
    assert_string_equal(prompt_line(), "ist");
    prompt_clear();
    assert_true(prompt_is_empty());
}

static void test_characters_of_several_bytes(void **state)
{
    (void)state;
    type("\xe9\x94\x81 caf\xc3\xa9 \xf0\x9f\x94\x92");
    assert_string_equal(prompt_line(), "\xe9\x94\x81 caf\xc3\xa9 \xf0\x9f\x94\x92");
    type("\x7f"); /* takes the whole lock, not a byte of it */
    assert_string_equal(prompt_line(), "\xe9\x94\x81 caf\xc3\xa9 ");
    type("\x7f\x7f");
    assert_string_equal(prompt_line(), "\xe9\x94\x81 caf");
    assert_null(prompt_key(SCREEN_HOME));
    assert_null(prompt_key(SCREEN_RIGHT));
    assert_int_equal(prompt_cursor(), 3);
    assert_null(prompt_key(SCREEN_LEFT));
    assert_null(prompt_key(SCREEN_DELETE));
    assert_string_equal(prompt_line(), " caf");
}

static void test_history(void **state)
{
    (void)state;
    expect_line("list\r", "list");
    expect_line("lesson race\r", "lesson race");
    expect_line("lesson race\r", "lesson race"); /* kept once */
    assert_null(prompt_key(SCREEN_UP));
    assert_string_equal(prompt_line(), "lesson race");
    assert_null(prompt_key(SCREEN_UP));
    assert_string_equal(prompt_line(), "list");
    assert_null(prompt_key(SCREEN_DOWN));
    assert_string_equal(prompt_line(), "lesson race");
    expect_line("\r", "lesson race");
}

static void test_search(void **state)
{
    (void)state;
    expect_line("lesson race\r", "lesson race");
    expect_line("list\r", "list");
    type("\x12"); /* Ctrl-R */
    assert_non_null(strstr(prompt_text(), "search"));
    assert_false(prompt_is_empty());
    type("rac");
    assert_non_null(strstr(prompt_text(), "rac"));
    assert_string_equal(prompt_line(), "lesson race");
    expect_line("\r", "lesson race");
    assert_string_equal(prompt_text(), "> ");
    type("\x12li");
    type("\x07"); /* Ctrl-G leaves it */
    assert_string_equal(prompt_text(), "> ");
    assert_true(prompt_is_empty());
    type("\x12li");
    prompt_clear();
    assert_true(prompt_is_empty());
    assert_string_equal(prompt_text(), "> ");
}

static void test_completion(void **state)
{
    (void)state;
    type("q\t");
    assert_string_equal(prompt_line(), "quit ");
    prompt_clear();
    type("l\t");
    assert_non_null(prompt_choices());
    assert_string_equal(prompt_choices(), "lesson\nlist\n");
    type("e");
    assert_null(prompt_choices());
    type("\td\t");
    assert_string_equal(prompt_line(), "lesson deadlock ");
    prompt_clear();
    type("\xe9\x94\x81\t"); /* two that share one character of three bytes */
    assert_string_equal(prompt_line(), "\xe9\x94\x81");
    assert_non_null(prompt_choices());
    prompt_clear();
    type("nothing\t");
    assert_string_equal(prompt_line(), "nothing");
    prompt_clear();
    char *file = path_of("program.c"), *typed = path_of("prog");
    fclose(fopen(file, "w"));
    type("run ");
    type(typed);
    type("\t");
    assert_non_null(strstr(prompt_line(), "/program.c"));
    unlink(file);
    free(file);
    free(typed);
}

static void test_paste(void **state)
{
    (void)state;
    type("a");
    prompt_paste("b\nquit\r\x03\t\xe9\x94\x81");
    assert_string_equal(prompt_line(), "ab quit   \xe9\x94\x81");
    expect_line("\r", "ab quit   \xe9\x94\x81");
    prompt_paste("");
    assert_true(prompt_is_empty());
}

static void test_end_of_input(void **state)
{
    (void)state;
    expect_line("\x04", "quit");
    assert_null(type("ab\x01\x04")); /* not on an empty line: deletes */
    assert_string_equal(prompt_line(), "b");
    prompt_clear();
    expect_line("\x04", "quit");
}

/* Keys that mean nothing, sequences cut short, and a long line. */
static void test_hostile(void **state)
{
    (void)state;
    for (uint32_t key = 1; key < 256; key++)
        free(prompt_key(key));
    free(prompt_key(SCREEN_PASTE));
    free(prompt_key(SCREEN_KEY_BASE + 500));
    free(prompt_key(0));
    free(prompt_key(0xfffd));
    free(prompt_key(27));
    free(prompt_key(27));
    prompt_clear();
    prompt_close();
    open_with(NULL);
    for (int i = 0; i < 20000; i++)
        assert_null(prompt_key('x'));
    char *line = prompt_key('\r');
    assert_int_equal(strlen(line), 20000);
    free(line);
}

static void test_history_file(void **state)
{
    (void)state;
    char *path = path_of("state/history");
    struct stat found;
    open_with(path);
    expect_line("lesson race\r", "lesson race");
    expect_line(" secret\r", " secret"); /* a blank in front: not kept */
    prompt_close();
    assert_int_equal(stat(path, &found), 0);
    assert_int_equal(found.st_mode & 0777, 0600);
    open_with(path);
    assert_null(prompt_key(SCREEN_UP));
    assert_string_equal(prompt_line(), "lesson race");
    expect_line("\r", "lesson race");
    expect_line("list\r", "list");
    prompt_close();
    open_with(path);
    assert_null(prompt_key(SCREEN_UP));
    assert_null(prompt_key(SCREEN_UP));
    assert_string_equal(prompt_line(), "lesson race");
    prompt_close();
    open_with("/proc/no/such/place"); /* cannot be kept: no matter */
    expect_line("list\r", "list");
    prompt_close();
    unlink(path);
    *strrchr(path, '/') = 0;
    rmdir(path);
    free(path);
}

/* In the C locale, readline knows UTF-8 all the same, and nobody else is told. */
static void test_environment(void **state)
{
    (void)state;
    struct sigaction before, after;
    sigaction(SIGINT, NULL, &before);
    assert_null(getenv("LINES"));
    assert_null(getenv("COLUMNS"));
    open_with(NULL);
    type("\xe9\x94\x81\x7f");
    assert_true(prompt_is_empty());
    assert_string_equal(getenv("LC_ALL"), "C");
    assert_null(getenv("LC_CTYPE"));
    assert_null(getenv("LINES"));
    assert_null(getenv("COLUMNS"));
    sigaction(SIGINT, NULL, &after);
    assert_ptr_equal(before.sa_handler, after.sa_handler);
    prompt_close();
    assert_string_equal(prompt_line(), "");
    assert_null(prompt_key('x'));
}

/* Whatever is typed, nothing reaches standard output. */
static void test_silence(void **state)
{
    (void)state;
    char *path = path_of("output"), bytes[16];
    int file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), saved = dup(STDOUT_FILENO);
    fflush(stdout);
    dup2(file, STDOUT_FILENO);
    open_with(NULL);
    type("lesson r\t\t\x12ra\x0c\x07");
    prompt_close();
    fflush(stdout);
    dup2(saved, STDOUT_FILENO);
    assert_int_equal(pread(file, bytes, sizeof(bytes), 0), 0);
    close(saved);
    close(file);
    unlink(path);
    free(path);
}

int main(void)
{
    /* The learner's own settings are not ours to test. */
    setenv("INPUTRC", "/dev/null", 1);
    setenv("LC_ALL", "C", 1);
    unsetenv("LC_CTYPE");
    unsetenv("LINES");
    unsetenv("COLUMNS");
    setlocale(LC_ALL, "");
    const char *tmp = getenv("TMPDIR");
    snprintf(folder, sizeof(folder), "%.40s/prompt-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
    if (!mkdtemp(folder))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_environment),
        cmocka_unit_test_setup_teardown(test_typing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_editing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_characters_of_several_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_history, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_search, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_completion, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_paste, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_end_of_input, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile, set_up, tear_down),
        cmocka_unit_test(test_history_file),
        cmocka_unit_test(test_silence),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    rmdir(folder);
    return failed;
}
