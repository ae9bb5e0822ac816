/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Programs under supervision, for tests: each carries the mark of its test in its environment, so
 * that it can be told at the end whether anything of it is alive. Most are those of tests/hostile.
 */
#ifndef TESTS_UNIT_SUPERVISED_H
#define TESTS_UNIT_SUPERVISED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/child.h"

#define ENOUGH_MS 120000 /* for anything that must happen, on a machine that is busy */

static char mark[64], hostile_dir[4096];

static inline int64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Processes whose environment has the mark; a dead one has none. The tutor's own do not carry it.
 */
static inline int marked_alive(void)
{
    int found = 0;
    DIR *proc = opendir("/proc");
    assert_non_null(proc);
    for (struct dirent *entry; (entry = readdir(proc));) {
        char path[300];
        static char env[256 * 1024];
        if (atoi(entry->d_name) <= 0 || atoi(entry->d_name) == getpid())
            continue;
        snprintf(path, sizeof(path), "/proc/%s/environ", entry->d_name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        ssize_t n = read(fd, env, sizeof(env));
        close(fd);
        if (n > 0 && memmem(env, (size_t)n, mark, strlen(mark)))
            found++;
    }
    closedir(proc);
    return found;
}

static inline int open_files(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

struct result {
    enum child_state state;
    enum child_reason reason;
    int status, exec_error;
    unsigned deaths, left_over;
    bool was_running, program_died;
    size_t output_bytes;
    char output[4096]; /* the beginning */
    uint64_t cpu_us;
};

static inline void take(struct child *child, struct result *result)
{
    char bytes[8192];
    for (size_t n; (n = child_read(child, bytes, sizeof(bytes))) > 0;) {
        size_t room = sizeof(result->output) - 1;
        if (result->output_bytes < room) {
            size_t part = room - result->output_bytes;
            memcpy(result->output + result->output_bytes, bytes, n < part ? n : part);
        }
        result->output_bytes += n;
    }
    struct child_death death;
    while (child_next_death(child, &death)) {
        result->deaths++;
        assert_true(death.ns > 0);
        if (death.pid == child_pid(child)) {
            result->program_died = true;
            result->status = death.status;
            result->cpu_us = (uint64_t)death.usage.ru_utime.tv_sec * 1000000 +
                             (uint64_t)death.usage.ru_utime.tv_usec;
        }
    }
}

/* Turns until `is_enough` says so (NULL: until it is over), or the budget is used up; then it ends
 * it. */
static inline bool turn_until(struct child *child, struct result *result, int64_t budget_ms,
                              bool (*is_enough)(struct child *, struct result *))
{
    int64_t until = now_ms() + budget_ms;
    for (;;) {
        child_turn(child);
        take(child, result);
        result->was_running |= child_state(child) == CHILD_RUNNING;
        if (is_enough ? is_enough(child, result) : child_state(child) == CHILD_OVER)
            return true;
        int64_t left = until - now_ms();
        if (left <= 0)
            return false;
        struct pollfd fd = {.fd = child_fd(child), .events = POLLIN};
        poll(&fd, 1, (int)left);
    }
}

static inline struct result finish(struct child *child, int64_t budget_ms)
{
    struct result result = {0};
    if (!turn_until(child, &result, budget_ms, NULL)) {
        child_end(child);
        assert_true(turn_until(child, &result, ENOUGH_MS, NULL));
    }
    result.state = child_state(child);
    result.reason = child_reason(child);
    result.exec_error = child_exec_error(child);
    result.left_over = child_left_over(child);
    child_free(child);
    assert_int_equal(marked_alive(), 0);
    return result;
}

static inline struct child *start(const struct child_spec *wanted, const char *name,
                                  const char *argument)
{
    static char path[8192];
    snprintf(path, sizeof(path), "%s%s%s", *name == '/' ? "" : hostile_dir, *name == '/' ? "" : "/",
             name);
    if (*name != '/')
        assert_int_equal(access(path, X_OK), 0);
    const char *argv[] = {path, argument, NULL}, *env[] = {mark, NULL};
    struct child_spec spec = *wanted;
    spec.argv = argv;
    spec.extra_env = env;
    struct err err;
    struct child *child = child_start(&spec, &err);
    if (!child)
        fail_msg("%s", err.text);
    return child;
}

static inline struct child_spec usual(void)
{
    struct child_spec spec = {.limits = child_default_limits, .is_confined = true};
    spec.limits.processes = 1500;
    spec.limits.resident_bytes = 200u << 20;
    spec.limits.linger_ms = 200;
    return spec;
}

static inline struct result run(const char *name, const char *argument, int64_t budget_ms)
{
    struct child_spec spec = usual();
    return finish(start(&spec, name, argument), budget_ms);
}

static inline struct result shell(struct child_spec spec, const char *commands)
{
    const char *argv[] = {"/bin/sh", "-c", commands, NULL}, *env[] = {mark, NULL};
    spec.argv = argv;
    spec.extra_env = env;
    struct err err;
    struct child *child = child_start(&spec, &err);
    assert_non_null(child);
    return finish(child, ENOUGH_MS);
}

static inline int set_up(void **state)
{
    (void)state;
    snprintf(mark, sizeof(mark), "CONC_TEST_MARK=%d-%lld", (int)getpid(), (long long)now_ms());
    ssize_t n = readlink("/proc/self/exe", hostile_dir, sizeof(hostile_dir) - 16);
    assert_true(n > 0);
    hostile_dir[n] = '\0';
    for (int i = 0; i < 2; i++) /* .../tests/unit/test_child: two up */
        *strrchr(hostile_dir, '/') = '\0';
    strcat(hostile_dir, "/hostile");
    return 0;
}

static int files_before;

static inline int count_files(void **state)
{
    (void)state;
    files_before = open_files();
    return 0;
}

static inline int same_files(void **state)
{
    (void)state;
    int after = open_files();
    if (after != files_before)
        fprintf(stderr, "%d descriptors before, %d after\n", files_before, after);
    /* And no child of ours is left, dead or alive. */
    return after == files_before && waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD ? 0 : -1;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, count_files, same_files)

#endif
