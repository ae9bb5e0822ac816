/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Building in a folder of the test's own, for tests.
 */
#ifndef TESTS_UNIT_BUILDS_H
#define TESTS_UNIT_BUILDS_H

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

static inline int make_folder(void **state)
{
    (void)state;
    char path[] = "/tmp/test-build-XXXXXX";
    folder = mkdtemp(path) ? xstrdup(path) : NULL;
    return folder ? chdir(folder) : -1;
}

static inline int drop_folder(void **state)
{
    (void)state;
    if (chdir("/") < 0)
        return -1;
    remove_tree(folder);
    free(folder);
    return 0;
}

static inline void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Files look older than they are, so that the build cannot suspect them of a change meanwhile. The
 * change time cannot be set: it has to pass. */
static inline void let_files_age(void)
{
    struct timespec tick = {0, 40000000};
    assert_int_equal(nanosleep(&tick, NULL), 0);
}

static inline void wait_for(struct build *build, int seconds)
{
    time_t end = time(NULL) + seconds;
    while (!build_is_over(build)) {
        struct pollfd fd = {build_fd(build), POLLIN, 0};
        assert_true(time(NULL) <= end);
        assert_true(poll(&fd, 1, 1000) >= 0);
        build_turn(build);
    }
}

static inline struct build *build_spec(const struct build_spec *spec)
{
    struct err err = {0};
    struct build *build = build_start(spec, &err);
    if (build == NULL)
        print_error("%s\n", err.text);
    assert_non_null(build);
    wait_for(build, 40);
    return build;
}

static inline struct build *build_file(const char *source)
{
    char *cache = xasprintf("%s/cache", folder);
    struct build_spec spec = {.source = source, .cache = cache};
    struct build *build = build_spec(&spec);
    free(cache);
    return build;
}

/* Runs a program and gives what it printed (lent until the next call). */
static inline const char *output_of(const char *program)
{
    static char bytes[256];
    FILE *pipe = popen(program, "re");
    assert_non_null(pipe);
    size_t n = fread(bytes, 1, sizeof(bytes) - 1, pipe);
    bytes[n] = '\0';
    assert_int_equal(pclose(pipe), 0);
    return bytes;
}

static inline char *program_of(struct build *build)
{
    struct err err = {0};
    const char *program = build_program(build, &err);
    if (program == NULL)
        print_error("%s\n%s\n", err.text, build_messages(build));
    assert_non_null(program);
    return xstrdup(program);
}

static inline size_t count_entries(const char *path, const char *start)
{
    size_t n = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;)
        n += strncmp(entry->d_name, start, strlen(start)) == 0;
    closedir(dir);
    return n;
}

#endif
