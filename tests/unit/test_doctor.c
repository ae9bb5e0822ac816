/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The doctor: every topic has a line, what is missing is called missing, nothing personal is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/build/buildcache.h"
#include "core/doctor/doctor.h"

static char *folder;

static int make_folder(void **state)
{
    (void)state;
    char path[] = "/tmp/test-doctor-XXXXXX";
    folder = mkdtemp(path) ? xstrdup(path) : NULL;
    return folder ? 0 : -1;
}

static int drop_folder(void **state)
{
    (void)state;
    remove_tree(folder);
    free(folder);
    return 0;
}

/* The mark of the line about `topic`; NULL: there is none. Lent until the next call. */
static const char *mark_of(const char *report, const char *topic)
{
    static char mark[16];
    for (const char *line = report; line && *line; line = strchr(line, '\n') + 1)
        if (strncmp(line + 9, topic, strlen(topic)) == 0 && line[0] != ' ') {
            snprintf(mark, sizeof(mark), "%.*s", (int)strcspn(line, " "), line);
            return mark;
        }
    return NULL;
}

static void assert_mark(const char *report, const char *topic, const char *mark)
{
    const char *found = mark_of(report, topic);
    if (found == NULL || strcmp(found, mark) != 0)
        print_error("%s: '%s'\n%s", topic, found ? found : "(no line)", report);
    assert_non_null(found);
    assert_string_equal(found, mark);
}

static char *probe_path(void)
{
    char here[4096];
    ssize_t n = readlink("/proc/self/exe", here, sizeof(here) - 1);
    assert_true(n > 0);
    here[n] = '\0';
    for (int up = 0; up < 3; up++) /* BUILD/tests/unit/test_doctor */
        *strrchr(here, '/') = '\0';
    return xasprintf("%s/libconc-tutor-probe.so", here);
}

static void the_whole_way_is_gone(void **state)
{
    (void)state;
    char *probe = probe_path(), *cache = xasprintf("%s/cache", folder);
    struct doctor_spec spec = {.version = "1.2.3", .probe = probe, .cache = cache};
    struct text report = {0};
    doctor_report(&report, &spec);
    fputs(text_get(&report), stdout);
    assert_non_null(strstr(text_get(&report), "1.2.3"));
    static const char *const needed[] = {"system",         "shared memory",   "futex",
                                         "supervision",    "pseudo-terminal", "compiler",
                                         "built programs", "memory hooks"};
    for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
        assert_mark(text_get(&report), needed[i], "ok");
    static const char *const told[] = {
        "cores",   "memory",   "clock",  "context switches", "watched variables",
        "seccomp", "Landlock", "locale", "terminal"};
    for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
        assert_non_null(mark_of(text_get(&report), told[i]));
    text_release(&report);
    free(cache);
    free(probe);
}

static void what_is_not_there_is_missing(void **state)
{
    (void)state;
    char *path = xstrdup(getenv("PATH")), *cc = getenv("CC") ? xstrdup(getenv("CC")) : NULL;
    char *file = xasprintf("%s/file", folder);
    FILE *made = fopen(file, "we");
    assert_non_null(made);
    fclose(made);
    struct doctor_spec spec = {.probe = "/no/such/probe.so", .cache = file};
    struct text report = {0};
    setenv("PATH", folder, 1);
    unsetenv("CC");
    doctor_report(&report, &spec);
    setenv("PATH", path, 1);
    if (cc)
        setenv("CC", cc, 1);
    assert_mark(text_get(&report), "compiler", "MISSING");
    assert_mark(text_get(&report), "probe", "MISSING");
    assert_mark(text_get(&report), "built programs", "note");
    assert_non_null(strstr(text_get(&report), "apt-get install gcc"));
    text_release(&report);
    free(file);
    free(path);
    free(cc);
}

static void a_compiler_that_hangs_or_lies(void **state)
{
    (void)state;
    char *cc = getenv("CC") ? xstrdup(getenv("CC")) : NULL;
    char *compiler = xasprintf("%s/lying-cc", folder), *probe = probe_path();
    FILE *file = fopen(compiler, "we");
    assert_non_null(file);
    fputs("#!/bin/sh\nif [ \"$1\" = --version ]; then exit 3; fi\necho broken in $HOME; exit 1\n",
          file);
    fclose(file);
    assert_int_equal(chmod(compiler, 0755), 0);
    setenv("CC", compiler, 1);
    struct doctor_spec spec = {.probe = probe, .cache = folder};
    struct text report = {0};
    doctor_report(&report, &spec);
    if (cc)
        setenv("CC", cc, 1);
    else
        unsetenv("CC");
    assert_non_null(strstr(text_get(&report), "lying-cc: does not tell its version"));
    assert_mark(text_get(&report), "memory hooks", "MISSING");
    assert_non_null(strstr(text_get(&report), "broken in ~"));
    text_release(&report);
    free(cc);
    free(compiler);
    free(probe);
}

static void nothing_personal_is_told(void **state)
{
    (void)state;
    char *home = getenv("HOME") ? xstrdup(getenv("HOME")) : NULL;
    char *secret = xasprintf("%s/frodo", folder);
    setenv("HOME", secret, 1);
    setenv("TERM", secret, 1); /* a path where none belongs */
    struct doctor_spec spec = {.probe = "/no/such/probe.so"};
    struct text report = {0};
    doctor_report(&report, &spec);
    assert_null(strstr(text_get(&report), "frodo"));
    struct utsname name;
    assert_int_equal(uname(&name), 0);
    if (strlen(name.nodename) > 3) /* a shorter one may be part of another word */
        assert_null(strstr(text_get(&report), name.nodename));
    text_release(&report);
    if (home)
        setenv("HOME", home, 1);
    free(home);
    free(secret);
}

static void a_line_is_as_in_the_report(void **state)
{
    (void)state;
    struct text out = {0};
    doctor_line(&out, DOCTOR_NOTE, "readline", "8.2", "newer is better");
    assert_string_equal(text_get(&out), "note     readline           8.2\n"
                                        "                            newer is better\n");
    text_release(&out);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, drop_folder)
    const struct CMUnitTest tests[] = {
        TEST(the_whole_way_is_gone),         TEST(what_is_not_there_is_missing),
        TEST(a_compiler_that_hangs_or_lies), TEST(nothing_personal_is_told),
        TEST(a_line_is_as_in_the_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
