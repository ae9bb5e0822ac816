/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For tests of the explorer's engine: builds one program against it, and asks it questions as the
 * tutor would (event/verdict.h).
 */
#ifndef TEST_ENGINE_HARNESS_H
#define TEST_ENGINE_HARNESS_H

#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/build/build.h"
#include "core/build/buildcache.h"
#include "event/verdict.h"

#define PATIENCE_S 100

static char *folder, *program;
static struct build *built;
static struct verdict *verdict;
static int region = -1;

/* Where this test program is: the library is two folders up. */
static char *library_path(void)
{
    char here[4096];
    ssize_t n = readlink("/proc/self/exe", here, sizeof(here) - 1);
    assert_true(n > 0);
    here[n] = '\0';
    for (int up = 0; up < 3; up++)
        *strrchr(here, '/') = '\0';
    return xasprintf("%s/libconc-tutor-explore.so", here);
}

/* Builds tests/unit/engine/NAME. */
static void build_guest(const char *name)
{
    char path[] = "/tmp/test-engine-XXXXXX";
    folder = mkdtemp(path) ? xstrdup(path) : NULL;
    assert_non_null(folder);
    char *library = library_path();
    const char *slash = strrchr(__FILE__, '/');
    char *source = xasprintf("%.*s/%s", (int)(slash - __FILE__), __FILE__, name);
    struct build_spec spec = {
        .source = source, .has_hooks = true, .probe = library, .cache = folder};
    struct err err = {0};
    built = build_start(&spec, &err);
    if (!built)
        fail_msg("%s", err.text);
    time_t end = time(NULL) + PATIENCE_S;
    while (!build_is_over(built)) {
        struct pollfd fd = {build_fd(built), POLLIN, 0};
        assert_true(time(NULL) <= end);
        assert_true(poll(&fd, 1, 1000) >= 0);
        build_turn(built);
    }
    const char *result = build_program(built, &err);
    if (!result)
        fail_msg("%s\n%s", err.text, build_messages(built));
    program = xstrdup(result);
    region = memfd_create("test-engine", 0);
    assert_true(region >= 0);
    assert_int_equal(ftruncate(region, sizeof(*verdict)), 0);
    verdict = mmap(NULL, sizeof(*verdict), PROT_READ | PROT_WRITE, MAP_SHARED, region, 0);
    assert_true(verdict != MAP_FAILED);
    free(source);
    free(library);
}

static void drop_guest(void)
{
    (void)munmap(verdict, sizeof(*verdict));
    (void)close(region);
    free(program);
    build_free(built);
    remove_tree(folder);
    free(folder);
}

struct ask {
    const char *words; /* of the scenario */
    uint32_t ask, preemptions;
    const char *schedule;
    uint64_t executions;
    uint32_t shard, shards;
    enum verdict_backend backend;
};

/* Explores; the answer is in `verdict`. */
static void explore(const struct ask *ask)
{
    memset(verdict, 0, offsetof(struct verdict, events));
    verdict->magic = VERDICT_MAGIC;
    verdict->version = VERDICT_VERSION;
    verdict->request.ask = ask->ask;
    verdict->request.preemptions = ask->preemptions;
    verdict->request.executions = ask->executions;
    verdict->request.shard = ask->shard;
    verdict->request.shards = ask->shards;
    verdict->request.backend = ask->backend;
    verdict->request.budget_ns = UINT64_C(1000000000) * 60;
    if (ask->schedule)
        (void)snprintf(verdict->request.schedule, VERDICT_SCHEDULE_BYTES, "%s", ask->schedule);
    char words[128], *argv[8] = {program};
    (void)snprintf(words, sizeof(words), "%s", ask->words);
    size_t n = 1;
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
        argv[n++] = word;
    char path[64];
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", region);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)personality(ADDR_NO_RANDOMIZE);
        (void)alarm(PATIENCE_S); /* not to be left behind if all else fails */
        (void)setenv(VERDICT_ENVIRONMENT, path, 1);
        execv(program, argv);
        _exit(126);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (status != 0 || verdict->state != VERDICT_DONE)
        print_error("%s: wait status %x, state %u: %s\n", ask->words, (unsigned)status,
                    verdict->state, verdict->text);
    assert_int_equal(status, 0);
}

#endif
