/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Programs under the probe, for tests: each is compiled here, run with the probe preloaded, and
 * what it reported is read from the rings: the words of its events, lane by lane. Each program
 * knows its own order of events, so that the story can be compared word for word.
 */
#ifndef TESTS_UNIT_PROBED_H
#define TESTS_UNIT_PROBED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "event/clock.h"
#include "event/ring.h"

#define LANES       64
#define RING_EVENTS 4096

static char probe[PATH_MAX];
static char folder[] = "/tmp/conc-tutor-test-XXXXXX";

static const char *const words[] = {
#define X(name, word, group, sentence) word,
    EVENT_KINDS(X)
#undef X
};

/* --- running a program ------------------------------------------------------------------------ */

struct run {
    struct region *region;
    int fd;
    pid_t pid;
    int status;
    char output[4096]; /* the first of it */
    int output_fd;
};

static inline const char *compile(const char *source, bool has_hooks)
{
    static char program[PATH_MAX];
    char file[PATH_MAX], command[4 * PATH_MAX];
    snprintf(file, sizeof(file), "%s/program.c", folder);
    snprintf(program, sizeof(program), "%s/program", folder);
    FILE *out = fopen(file, "w");
    assert_non_null(out);
    fputs("#define _GNU_SOURCE\n#include <pthread.h>\n#include <stdio.h>\n#include <stdlib.h>\n"
          "#include <string.h>\n#include <errno.h>\n#include <unistd.h>\n#include <signal.h>\n"
          "#include <sys/wait.h>\n#include <time.h>\n",
          out);
    fputs(source, out);
    assert_int_equal(fclose(out), 0);
    if (has_hooks)
        snprintf(command, sizeof(command),
                 "cc -O0 -g -fsanitize=thread -c -o %s/program.o %s && "
                 "cc -o %s %s/program.o %s -pthread",
                 folder, file, program, folder, probe);
    else
        snprintf(command, sizeof(command), "cc -O0 -g -w -o %s %s -pthread", program, file);
    assert_int_equal(system(command), 0);
    return program;
}

/* Starts it; `path` is where it is told to look for the region, NULL: where it is. */
static inline struct run start(const char *program, const char *path, bool is_gated)
{
    struct run run = {0};
    char own[64];
    int ends[2];
    run.region = region_create(RING_EVENTS, 2, &run.fd);
    assert_non_null(run.region);
    atomic_store(&run.region->gate, is_gated);
    snprintf(own, sizeof(own), "/proc/%d/fd/%d", getpid(), run.fd);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    run.pid = fork();
    assert_true(run.pid >= 0);
    if (run.pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(null, STDERR_FILENO);
        setenv("PATH", "/usr/bin:/bin", 1); /* a folder that we may not read changes errors */
        setenv("LD_PRELOAD", probe, 1);
        setenv(RING_ENVIRONMENT, path ? path : own, 1);
        execl(program, program, (char *)NULL);
        _exit(127);
    }
    close(ends[1]);
    run.output_fd = ends[0];
    return run;
}

static inline void finish(struct run *run)
{
    size_t n = 0;
    ssize_t got;
    char rest[4096];
    do {
        bool has_room = n < sizeof(run->output) - 1;
        got = has_room ? read(run->output_fd, run->output + n, sizeof(run->output) - 1 - n)
                       : read(run->output_fd, rest, sizeof(rest));
        if (got > 0 && has_room)
            n += (size_t)got;
    } while (got > 0 || (got < 0 && errno == EINTR));
    close(run->output_fd);
    assert_int_equal(waitpid(run->pid, &run->status, 0), run->pid);
}

static inline void release(struct run *run)
{
    region_unmap(run->region, region_size(RING_EVENTS));
    close(run->fd);
}

/* --- what it told ----------------------------------------------------------------------------- */

struct story {
    struct lane {
        uint32_t pid, tid;
        uint64_t clock;    /* of its first event */
        char words[65536]; /* of its events, but those of the start */
        struct event last[8192];
        size_t count;
    } lanes[LANES];
    int count;
    uint64_t events, attempts, dropped;
    int modules;
};

static struct story story;

static inline struct lane *lane_of(const struct event *event)
{
    for (int i = 0; i < story.count; i++)
        if (story.lanes[i].tid == event->tid && story.lanes[i].pid == event->pid)
            return &story.lanes[i];
    assert_true(story.count < LANES);
    struct lane *lane = &story.lanes[story.count++];
    lane->pid = event->pid;
    lane->tid = event->tid;
    lane->clock = event->clock;
    return lane;
}

static inline int by_clock(const void *a, const void *b)
{
    const struct lane *one = a, *other = b;
    return one->clock < other->clock ? -1 : one->clock > other->clock;
}

/* "print=hi" for texts of what was printed, asserted or failed; "lock+" when it was had at once;
 * "read-var:4=7" for a value. */
static inline void add_words(struct lane *lane, const struct event *event, const char *text)
{
    if (event->kind == K_PROCESS_START || event->kind == K_MODULE || event->kind == K_LOCAL ||
        event->kind == K_POINTED)
        return;
    char word[256], more[160] = "";
    bool has_text = event->kind == K_PRINT || event->kind == K_ASSERT || event->kind == K_FAILED ||
                    event->kind == K_THREAD_NAME;
    if (has_text)
        snprintf(more, sizeof(more), "=%.100s", text);
    else if (event->kind >= K_MEM_READ && event->kind <= K_ATOMIC_UPDATE)
        snprintf(more, sizeof(more), event->flags & EVENT_VALUE ? ":%d=%lld" : ":%d", (int)event->b,
                 (long long)event->a);
    snprintf(word, sizeof(word), "%s%s%s%s%s", lane->words[0] ? " " : "", words[event->kind],
             event->flags & EVENT_AT_ONCE ? "+" : "", event->flags & EVENT_AT_GATE ? "?" : "",
             more);
    if (strlen(lane->words) + strlen(word) < sizeof(lane->words))
        strcat(lane->words, word);
}

static inline void read_story(struct run *run)
{
    memset(&story, 0, sizeof(story));
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        struct ring_reader reader = {0};
        size_t ready = ring_ready(run->region, slot, &reader);
        assert_false(reader.corrupt);
        for (size_t i = 0; i < ready; i++) {
            struct event event;
            char text[TEXT_LIMIT + TEXT_BYTES + 1] = "";
            size_t n = 0;
            ring_peek(run->region, slot, &reader, i, &event);
            assert_int_not_equal(event.kind, K_TEXT);
            story.events += event.kind != K_LOST;
            for (; n < event.text; i++) {
                struct event more;
                ring_peek(run->region, slot, &reader, i + 1, &more);
                assert_int_equal(more.kind, K_TEXT);
                memcpy(text + n, &more, more.text);
                n += more.text;
            }
            assert_int_equal(n, event.text);
            text[n] = '\0';
            story.modules += event.kind == K_MODULE;
            struct lane *lane = lane_of(&event);
            if (lane->count < sizeof(lane->last) / sizeof(*lane->last))
                lane->last[lane->count++] = event;
            add_words(lane, &event, text);
        }
        story.dropped += atomic_load(&run->region->rings[slot].dropped);
        for (int kind = 0; kind < K_COUNT; kind++)
            story.attempts += atomic_load(&run->region->rings[slot].counts[kind]);
    }
    qsort(story.lanes, (size_t)story.count, sizeof(*story.lanes), by_clock);
    assert_int_equal(story.events + story.dropped, story.attempts);
}

static inline const struct event *find(int lane, uint16_t kind)
{
    for (size_t i = 0; i < story.lanes[lane].count; i++)
        if (story.lanes[lane].last[i].kind == kind)
            return &story.lanes[lane].last[i];
    fail_msg("no %s in lane %d: %s", words[kind], lane, story.lanes[lane].words);
    return NULL;
}

static inline int tell(const char *source, bool has_hooks)
{
    struct run run = start(compile(source, has_hooks), NULL, false);
    finish(&run);
    read_story(&run);
    release(&run);
    return run.status;
}

static inline void expect(int lane, const char *expected)
{
    assert_true(lane < story.count);
    assert_string_equal(story.lanes[lane].words, expected);
}

static inline bool passes(struct run *run, bool (*claim)(struct run *))
{
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    do {
        if (claim(run))
            return true;
        sched_yield();
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while (now.tv_sec - begin.tv_sec < 20);
    return false;
}

static inline bool is_at_gate(struct run *run)
{
    return atomic_load(&run->region->rings[0].at_gate) == 1;
}

static inline bool is_over(struct run *run)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)run->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == run->pid;
}

static inline bool is_at_gate_or_over(struct run *run)
{
    return is_at_gate(run) || is_over(run);
}

static inline void permit(struct run *run)
{
    struct ring *ring = &run->region->rings[0];
    uint64_t head = atomic_load(&ring->head);
    atomic_fetch_add(&ring->permits, 1);
    syscall(SYS_futex, &ring->permits, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    while (atomic_load(&ring->at_gate) && atomic_load(&ring->head) == head)
        sched_yield();
}

static inline int setup(void **state)
{
    (void)state;
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (n < 0 || !mkdtemp(folder))
        return -1;
    self[n] = '\0'; /* BUILD/tests/unit/NAME */
    char *build = dirname(dirname(dirname(self)));
    if (snprintf(probe, sizeof(probe), "%s/libconc-tutor-probe.so", build) >= (int)sizeof(probe))
        return -1;
    return access(probe, R_OK);
}

static inline int teardown(void **state)
{
    (void)state;
    char command[PATH_MAX];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

#endif
