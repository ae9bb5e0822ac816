/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Progress: what is remembered, what is kept of others' lines, and that two tutors lose nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/lesson/progress.h"

#define WRITERS 4
#define FACTS   25

struct place {
    char dir[32];
    char *path, *lock;
};

static int make_place(void **state)
{
    struct place *place = xcalloc(1, sizeof(*place));
    strcpy(place->dir, "/tmp/ct-progress-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    place->path = xasprintf("%s/a/b/progress", place->dir);
    place->lock = xasprintf("%s.lock", place->path);
    *state = place;
    return 0;
}

static int remove_place(void **state)
{
    struct place *place = *state;
    char *a = xasprintf("%s/a", place->dir), *b = xasprintf("%s/a/b", place->dir);
    unlink(place->path);
    unlink(place->lock);
    rmdir(b); /* may not be there */
    rmdir(a);
    int result = rmdir(place->dir); /* fails when a test has left something behind */
    free(a);
    free(b);
    free(place->path);
    free(place->lock);
    free(place);
    return result;
}

static char *content(const char *path)
{
    struct text text = {0};
    struct err err = {0};
    if (file_read(path, 1 << 20, &text, &err) != 0)
        fail_msg("%s", err.text);
    return text_give(&text);
}

static void put(const struct place *place, const char *bytes, size_t n)
{
    char *dir = xasprintf("%s/a", place->dir);
    mkdir(dir, 0700);
    free(dir);
    dir = xasprintf("%s/a/b", place->dir);
    mkdir(dir, 0700);
    free(dir);
    FILE *file = fopen(place->path, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void test_remembers(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    struct progress *progress = progress_load(place->path);
    assert_false(progress_has(progress, PROGRESS_STARTED, "race"));
    assert_int_equal(progress_prediction(progress, "race", 1), 0);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), 0);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), 0);
    assert_int_equal(progress_set_prediction(progress, "race", 1, 3, &err), 0);
    assert_int_equal(progress_set_prediction(progress, "race", 12, 1, &err), 0);
    assert_int_equal(progress_set_prediction(progress, "race", 1, 2, &err), 0);
    assert_int_equal(progress_set(progress, PROGRESS_FINISHED, "rac", &err), 0);
    progress_free(progress);
    char *text = content(place->path);
    assert_string_equal(text, "started race\npredicted race 12 1\npredicted race 1 2\n"
                              "finished rac\n");
    free(text);
    progress = progress_load(place->path);
    assert_true(progress_has(progress, PROGRESS_STARTED, "race"));
    assert_false(progress_has(progress, PROGRESS_STARTED, "rac"));
    assert_false(progress_has(progress, PROGRESS_FINISHED, "race"));
    assert_int_equal(progress_prediction(progress, "race", 1), 2);
    assert_int_equal(progress_prediction(progress, "race", 12), 1);
    assert_int_equal(progress_prediction(progress, "race", 2), 0);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "a b", &err), -1);
    progress_free(progress);
    struct stat stat_of;
    assert_int_equal(stat(place->path, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 0777, 0600);
}

static void test_keeps_other_lines(void **state)
{
    struct place *place = *state;
    static const char before[] =
        "# mine\n\nstarted race\r\npredicted race 1 \n2\n\xff\xfe garbage\n"
        "predicted race 2 999999999999\nmedal gold";
    put(place, before, sizeof(before) - 1);
    struct err err = {0};
    struct progress *progress = progress_load(place->path);
    assert_true(progress_has(progress, PROGRESS_STARTED, "race"));
    assert_int_equal(progress_prediction(progress, "race", 1), 0);
    assert_int_equal(progress_prediction(progress, "race", 2), 0);
    assert_int_equal(progress_set(progress, PROGRESS_FINISHED, "race", &err), 0);
    progress_free(progress);
    char *text = content(place->path);
    char *wanted = xasprintf("%s\nfinished race\n", before);
    assert_string_equal(text, wanted);
    free(wanted);
    free(text);
}

/* What is not a file of ours is neither used nor replaced, and said once. */
static void test_leaves_strange_files(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    static const char bytes[] = "started race\n\0\n";
    put(place, bytes, sizeof(bytes) - 1);
    struct progress *progress = progress_load(place->path);
    assert_false(progress_has(progress, PROGRESS_STARTED, "race"));
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), -1);
    assert_non_null(strstr(err.text, "not a file of progress"));
    assert_int_equal(progress_set(progress, PROGRESS_FINISHED, "race", &err), 0);
    assert_true(progress_has(progress, PROGRESS_FINISHED, "race"));
    progress_free(progress);
    struct text text = {0};
    assert_int_equal(file_read(place->path, 100, &text, &err), 0);
    assert_int_equal(text.size, sizeof(bytes) - 1);
    assert_memory_equal(text.data, bytes, sizeof(bytes) - 1);
    text_release(&text);
    unlink(place->path);
    assert_int_equal(mkfifo(place->path, 0600), 0);
    progress = progress_load(place->path);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), -1);
    assert_non_null(strstr(err.text, "not a regular file"));
    progress_free(progress);
}

static void test_no_place(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    char *path = xasprintf("%s/file", place->dir), *below = xasprintf("%s/x/progress", path);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    struct progress *progress = progress_load(below);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), -1);
    assert_non_null(strstr(err.text, "cannot save progress"));
    assert_non_null(strstr(err.text, strerror(ENOTDIR)));
    err.text[0] = '\0';
    assert_int_equal(progress_set_prediction(progress, "race", 1, 2, &err), 0);
    assert_string_equal(err.text, "");
    assert_int_equal(progress_prediction(progress, "race", 1), 2);
    progress_free(progress);
    unlink(path);
    free(path);
    free(below);
}

static void test_own_path(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    struct progress *progress = progress_load(NULL);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), -1);
    assert_non_null(strstr(err.text, "HOME"));
    progress_free(progress);
    setenv("HOME", place->dir, 1);
    setenv("XDG_STATE_HOME", "relative", 1);
    progress = progress_load(NULL);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), 0);
    progress_free(progress);
    static const char *const parts[] = {".local/state/conc-tutor/progress",
                                        ".local/state/conc-tutor/progress.lock",
                                        ".local/state/conc-tutor", ".local/state", ".local"};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        char *path = xasprintf("%s/%s", place->dir, parts[i]);
        assert_int_equal(remove(path), 0);
        free(path);
    }
}

/* A writer that holds the lock delays the others' news, and loses nothing of them. */
static void test_waits_for_the_lock(void **state)
{
    struct place *place = *state;
    struct err err = {0};
    put(place, "", 0);
    int fd = open(place->lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    struct progress *progress = progress_load(place->path);
    assert_int_equal(progress_set(progress, PROGRESS_STARTED, "race", &err), 0);
    char *text = content(place->path);
    assert_string_equal(text, "");
    free(text);
    close(fd);
    progress_free(progress);
    text = content(place->path);
    assert_string_equal(text, "started race\n");
    free(text);
}

static int write_facts(const char *path, int writer)
{
    struct err err = {0};
    struct progress *progress = progress_load(path);
    int failed = 0;
    for (int i = 0; i < FACTS; i++) {
        char *name = xasprintf("lesson-%d-%d", writer, i);
        failed += progress_set(progress, PROGRESS_STARTED, name, &err) != 0;
        free(name);
    }
    progress_free(progress);
    return failed;
}

static void test_many_writers(void **state)
{
    struct place *place = *state;
    pid_t pids[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        pids[i] = fork();
        assert_true(pids[i] >= 0);
        if (pids[i] == 0)
            _exit(write_facts(place->path, i));
    }
    for (int i = 0; i < WRITERS; i++) {
        int status;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_int_equal(status, 0);
    }
    struct progress *progress = progress_load(place->path);
    for (int i = 0; i < WRITERS * FACTS; i++) {
        char *name = xasprintf("lesson-%d-%d", i / FACTS, i % FACTS);
        if (!progress_has(progress, PROGRESS_STARTED, name))
            fail_msg("%s is lost", name);
        free(name);
    }
    progress_free(progress);
}

static void test_place_in_a_lesson(void **state)
{
    const struct place *place = *state;
    struct err err;
    struct progress *progress = progress_load(place->path);
    assert_int_equal(progress_place(progress, "race"), 0);
    assert_int_equal(progress_set_place(progress, "race", 5, &err), 0);
    assert_int_equal(progress_set_place(progress, "lock", 2, &err), 0);
    assert_int_equal(progress_set_place(progress, "race", 6, &err), 0);
    progress_free(progress);
    progress = progress_load(place->path);
    assert_int_equal(progress_place(progress, "race"), 6);
    assert_int_equal(progress_place(progress, "lock"), 2);
    assert_int_equal(progress_set_place(progress, "race", 0, &err), 0);
    progress_free(progress);
    progress = progress_load(place->path);
    assert_int_equal(progress_place(progress, "race"), 0);
    assert_int_equal(progress_place(progress, "lock"), 2);
    progress_free(progress);
}

/* --- killed
 * --------------------------------------------------------------------------------------- */

#define KILLS 100

/* Saves without end, and says after each save what is saved. */
static void save_for_ever(const char *path, int from, int told)
{
    struct err err;
    for (int i = from;; i++) {
        struct progress *progress = progress_load(path);
        char *name = xasprintf("race/e%d", i);
        bool is_saved = progress_set(progress, PROGRESS_SOLVED, name, &err) == 0 &&
                        progress_set_hints(progress, "race/counted", i, &err) == 0;
        free(name);
        progress_free(progress);
        if (!is_saved || write(told, &i, sizeof(i)) != (ssize_t)sizeof(i))
            _exit(1);
    }
}

/* Lets one run for a while that nobody foresees, kills it, and says what it had saved last. */
static int save_and_kill(const char *path, int from, unsigned microseconds)
{
    int told[2], last = from - 1, now;
    assert_int_equal(pipe2(told, O_CLOEXEC), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        save_for_ever(path, from, told[1]);
    close(told[1]);
    usleep(microseconds); /* nothing is waited for: this is the random moment */
    assert_int_equal(kill(pid, SIGKILL), 0);
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFSIGNALED(status));
    while (read(told[0], &now, sizeof(now)) == (ssize_t)sizeof(now))
        last = now;
    close(told[0]);
    return last;
}

/* What was said to be saved is there, whole, whenever the one who saved was killed. */
static void test_killed_at_any_moment(void **state)
{
    struct place *place = *state;
    int last = 0;
    uint32_t seed = 4711, most = 1000; /* microseconds */
    for (int i = 0, before = 0; i < KILLS || last < KILLS / 4; i++) {
        seed = seed * 1103515245 + 12345;
        before = last;
        last = save_and_kill(place->path, last + 1, (seed >> 8) % most);
        if (last == before && most < 30000) /* so that a save fits in, whatever one takes here */
            most += most / 8;
        if (access(place->path, F_OK) != 0) {
            assert_int_equal(last, 0); /* killed before the first */
            continue;
        }
        struct progress *progress = progress_load(place->path);
        for (int k = 1; k <= last; k++) {
            char *name = xasprintf("race/e%d", k);
            assert_true(progress_has(progress, PROGRESS_SOLVED, name));
            free(name);
        }
        int hints = progress_hints(progress, "race/counted");
        assert_true(last == 0 || hints == last || hints == last + 1);
        progress_free(progress);
        char *bytes = content(place->path);
        size_t n = strlen(bytes);
        assert_true(n == 0 || bytes[n - 1] == '\n');
        free(bytes);
    }
    char *beside = xasprintf("%s.new", place->path);
    unlink(beside); /* what a killed one has left; the next save writes over it */
    free(beside);
}

static void test_exercises(void **state)
{
    struct place *place = *state;
    struct err err;
    struct progress *progress = progress_load(place->path);
    assert_int_equal(progress_set(progress, PROGRESS_BEGAN, "race/a", &err), 0);
    assert_int_equal(progress_set(progress, PROGRESS_SOLVED, "race/a", &err), 0);
    assert_int_equal(progress_set(progress, PROGRESS_SOLVED, "race/ab", &err), 0);
    assert_int_equal(progress_set_hints(progress, "race/a", 1, &err), 0);
    assert_int_equal(progress_set_hints(progress, "race/a", 2, &err), 0);
    assert_int_equal(progress_tries(progress, "race/a"), 0);
    assert_int_equal(progress_set_tries(progress, "race/a", 1, &err), 0);
    assert_int_equal(progress_set_tries(progress, "race/a", 12, &err), 0);
    assert_int_equal(progress_set_folder(progress, "race/a", "/tmp/one two", &err), 0);
    assert_int_equal(progress_set_folder(progress, "race/a", "/tmp/two  three", &err), 0);
    progress_free(progress);
    progress = progress_load(place->path);
    assert_int_equal(progress_hints(progress, "race/a"), 2);
    assert_int_equal(progress_tries(progress, "race/a"), 12);
    char *folder = progress_folder(progress, "race/a");
    assert_string_equal(folder, "/tmp/two  three");
    free(folder);
    assert_null(progress_folder(progress, "race/ab"));
    assert_int_equal(progress_forget(progress, "race/a", &err), 0);
    progress_free(progress);
    progress = progress_load(place->path);
    assert_false(progress_has(progress, PROGRESS_SOLVED, "race/a"));
    assert_true(progress_has(progress, PROGRESS_SOLVED, "race/ab"));
    assert_int_equal(progress_hints(progress, "race/a"), 0);
    assert_int_equal(progress_tries(progress, "race/a"), 0);
    const char more[] = "solved lock/b\r\nhinted race/ab 3\nnonsense\n-solved race/ab\n";
    assert_int_equal(progress_import(progress, more, sizeof(more) - 1, &err), 0);
    assert_true(progress_has(progress, PROGRESS_SOLVED, "lock/b"));
    assert_true(progress_has(progress, PROGRESS_SOLVED, "race/ab"));
    assert_int_equal(progress_hints(progress, "race/ab"), 3);
    assert_int_equal(progress_import(progress,
                                     "\x7f"
                                     "ELF\1",
                                     5, &err),
                     -1);
    assert_int_equal(progress_forget(progress, NULL, &err), 0);
    assert_string_equal(progress_text(progress), "");
    progress_free(progress);
}

int main(void)
{
#define IN_PLACE(test) cmocka_unit_test_setup_teardown(test, make_place, remove_place)
    const struct CMUnitTest tests[] = {
        IN_PLACE(test_remembers),
        IN_PLACE(test_keeps_other_lines),
        IN_PLACE(test_leaves_strange_files),
        IN_PLACE(test_place_in_a_lesson),
        IN_PLACE(test_killed_at_any_moment),
        IN_PLACE(test_exercises),
        IN_PLACE(test_no_place),
        IN_PLACE(test_own_path),
        IN_PLACE(test_waits_for_the_lock),
        IN_PLACE(test_many_writers),
    };
    return cmocka_run_group_tests_name("progress", tests, NULL, NULL);
}
