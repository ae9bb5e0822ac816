/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe on real programs: each is compiled here, run with the probe preloaded, and what it
 * reported is read from the rings: the words of its events, lane by lane. Each program knows its
 * own order of events, so that the story can be compared word for word.
 */
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

static const char *compile(const char *source, bool has_hooks)
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
static struct run start(const char *program, const char *path, bool is_gated)
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

static void finish(struct run *run)
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

static void release(struct run *run)
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

static struct lane *lane_of(const struct event *event)
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

static int by_clock(const void *a, const void *b)
{
    const struct lane *one = a, *other = b;
    return one->clock < other->clock ? -1 : one->clock > other->clock;
}

/* "print=hi" for texts of what was printed, asserted or failed; "lock+" when it was had at once;
 * "read-var:4=7" for a value. */
static void add_words(struct lane *lane, const struct event *event, const char *text)
{
    if (event->kind == K_PROCESS_START || event->kind == K_MODULE)
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

static void read_story(struct run *run)
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

static const struct event *find(int lane, uint16_t kind)
{
    for (size_t i = 0; i < story.lanes[lane].count; i++)
        if (story.lanes[lane].last[i].kind == kind)
            return &story.lanes[lane].last[i];
    fail_msg("no %s in lane %d: %s", words[kind], lane, story.lanes[lane].words);
    return NULL;
}

static int tell(const char *source, bool has_hooks)
{
    struct run run = start(compile(source, has_hooks), NULL, false);
    finish(&run);
    read_story(&run);
    release(&run);
    return run.status;
}

static void expect(int lane, const char *expected)
{
    assert_true(lane < story.count);
    assert_string_equal(story.lanes[lane].words, expected);
}

static bool passes(struct run *run, bool (*claim)(struct run *))
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

static bool is_at_gate(struct run *run)
{
    return atomic_load(&run->region->rings[0].at_gate) == 1;
}

static bool is_over(struct run *run)
{
    siginfo_t info = {0};
    return waitid(P_PID, (id_t)run->pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == run->pid;
}

static bool is_at_gate_or_over(struct run *run)
{
    return is_at_gate(run) || is_over(run);
}

static void permit(struct run *run)
{
    struct ring *ring = &run->region->rings[0];
    uint64_t head = atomic_load(&ring->head);
    atomic_fetch_add(&ring->permits, 1);
    syscall(SYS_futex, &ring->permits, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
    while (atomic_load(&ring->at_gate) && atomic_load(&ring->head) == head)
        sched_yield();
}

/* --- families --------------------------------------------------------------------------------- */

static void test_threads(void **state)
{
    (void)state;
    assert_int_equal(
        tell("static void *work(void *p) { pthread_setname_np(pthread_self(), \"bee\");"
             "  pthread_exit(p); }\n"
             "int main(void) { pthread_t t; pthread_create(&t, 0, work, 0);\n"
             "  pthread_join(t, 0); pthread_create(&t, 0, work, 0);\n"
             "  pthread_detach(t); pthread_exit(0); }",
             false),
        0);
    assert_int_equal(story.count, 3);
    assert_true(story.modules >= 3);
    assert_memory_equal(
        story.lanes[0].words,
        "thread-create thread-created join-wait join thread-create thread-created detach "
        "thread-exit",
        strlen("thread-create thread-created join-wait join thread-create "
               "thread-created detach thread-exit"));
    expect(1, "thread-start thread-name=bee thread-exit");
    assert_non_null(strstr(story.lanes[2].words, "thread-start thread-name=bee thread-exit"));
    assert_int_equal(find(1, K_THREAD_START)->a, find(0, K_THREAD_CREATE)->tid);
    assert_int_equal(find(1, K_THREAD_START)->object, find(0, K_JOIN)->object);
    uint64_t bias = find(0, K_MODULE)->object, where = find(0, K_JOIN)->where;
    assert_true(where > bias && where < bias + 65536);
    assert_true(find(1, K_THREAD_EXIT)->clock < find(0, K_JOIN)->clock);
}

static void test_join_with_a_limit(void **state)
{
    (void)state;
    assert_int_equal(tell("static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
                          "static void *work(void *p) { pthread_mutex_lock(&m); return p; }\n"
                          "int main(void) { pthread_t t; struct timespec past = {0};\n"
                          "  pthread_mutex_lock(&m); pthread_create(&t, 0, work, 0);\n"
                          "  if (pthread_tryjoin_np(t, 0) != EBUSY) return 1;\n"
                          "  if (pthread_timedjoin_np(t, 0, &past) != ETIMEDOUT) return 2;\n"
                          "  pthread_mutex_unlock(&m); return pthread_join(t, 0); }",
                          false),
                     0);
    expect(0, "lock+ thread-create thread-created join-busy join-wait join-timeout unlock "
              "join-wait join process-exit");
    assert_int_equal(find(0, K_JOIN_TIMEOUT)->object, find(0, K_JOIN)->object);
}

static void test_cancel(void **state)
{
    (void)state;
    assert_int_equal(tell("static void *work(void *p) { for (;;) pause(); return p; }\n"
                          "int main(void) { pthread_t t; pthread_create(&t, 0, work, 0);\n"
                          "  pthread_cancel(t); void *r; pthread_join(t, &r);\n"
                          "  return r != PTHREAD_CANCELED; }",
                          false),
                     0);
    expect(0, "thread-create thread-created thread-cancel join-wait join process-exit");
    expect(1, "thread-start thread-exit");
}

static void test_mutexes(void **state)
{
    (void)state;
    assert_int_equal(
        tell("int main(void) { pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
             "  struct timespec past = {0};\n"
             "  pthread_mutex_lock(&m); pthread_mutex_trylock(&m);\n"
             "  pthread_mutex_timedlock(&m, &past);\n"
             "  pthread_mutex_clocklock(&m, CLOCK_MONOTONIC, &past); pthread_mutex_unlock(&m);\n"
             "  pthread_mutexattr_t a; pthread_mutexattr_init(&a);\n"
             "  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_RECURSIVE); pthread_mutex_t r;\n"
             "  pthread_mutex_init(&r, &a); pthread_mutex_lock(&r); pthread_mutex_lock(&r);\n"
             "  pthread_mutex_unlock(&r); pthread_mutex_unlock(&r); pthread_mutex_destroy(&r);\n"
             "  pthread_mutexattr_settype(&a, PTHREAD_MUTEX_ERRORCHECK);\n"
             "  pthread_mutex_init(&r, &a); pthread_mutex_lock(&r); pthread_mutex_lock(&r);\n"
             "  pthread_mutex_unlock(&r); pthread_mutex_unlock(&r); return 0; }",
             false),
        0);
    expect(0, "lock+ lock-busy lock-wait lock-timeout lock-wait lock-timeout unlock "
              "lock-init lock+ lock+ unlock unlock lock-destroy "
              "lock-init lock+ failed=pthread_mutex_lock unlock failed=pthread_mutex_unlock "
              "process-exit");
    assert_int_equal(find(0, K_LOCK)->b, LOCK_PLAIN);
    assert_int_equal(find(0, K_LOCK_INIT)->b, LOCK_RECURSIVE);
    assert_int_equal(find(0, K_FAILED)->a, EDEADLK);
}

static void test_other_locks(void **state)
{
    (void)state;
    assert_int_equal(
        tell("int main(void) { pthread_spinlock_t s; pthread_spin_init(&s, 0);\n"
             "  pthread_spin_lock(&s); pthread_spin_trylock(&s); pthread_spin_unlock(&s);\n"
             "  pthread_spin_destroy(&s);\n"
             "  struct timespec past = {0}; pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;\n"
             "  pthread_rwlock_rdlock(&l); pthread_rwlock_tryrdlock(&l);\n"
             "  pthread_rwlock_trywrlock(&l); pthread_rwlock_timedwrlock(&l, &past);\n"
             "  pthread_rwlock_unlock(&l); pthread_rwlock_unlock(&l);\n"
             "  pthread_rwlock_wrlock(&l); pthread_rwlock_unlock(&l);\n"
             "  pthread_rwlock_destroy(&l); return 0; }",
             false),
        0);
    expect(0, "lock-init lock+ lock-busy unlock lock-destroy "
              "rdlock+ rdlock+ lock-busy wrlock-wait lock-timeout rwunlock rwunlock "
              "wrlock+ rwunlock lock-destroy process-exit");
    assert_int_equal(find(0, K_LOCK)->b, LOCK_SPIN);
    assert_int_equal(find(0, K_RDLOCK)->b, LOCK_SHARED);
}

static void test_waiting(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <semaphore.h>\n#include <sched.h>\nstatic void f(void) {}\n"
             "int main(void) { pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
             "  pthread_cond_t c = PTHREAD_COND_INITIALIZER; struct timespec past = {0};\n"
             "  pthread_mutex_lock(&m); pthread_cond_timedwait(&c, &m, &past);\n"
             "  pthread_cond_clockwait(&c, &m, CLOCK_MONOTONIC, &past);\n"
             "  pthread_cond_signal(&c); pthread_cond_broadcast(&c); pthread_mutex_unlock(&m);\n"
             "  pthread_barrier_t b; pthread_barrier_init(&b, 0, 1); pthread_barrier_wait(&b);\n"
             "  sem_t s; sem_init(&s, 0, 1); sem_wait(&s); sem_trywait(&s);\n"
             "  sem_timedwait(&s, &past); sem_post(&s);\n"
             "  pthread_once_t o = PTHREAD_ONCE_INIT; pthread_once(&o, f); sched_yield();\n"
             "  usleep(1); struct timespec t = {0, 5}; nanosleep(&t, 0);\n"
             "  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &past, 0); sleep(0); return 0; }",
             false),
        0);
    expect(0, "lock+ cond-wait cond-woken cond-wait cond-woken cond-signal cond-broadcast unlock "
              "barrier-init barrier-wait barrier-pass "
              "sem-init sem-got+ sem-busy sem-wait failed=sem_timedwait sem-post "
              "once-enter once-done yield sleep slept sleep slept sleep slept sleep slept "
              "process-exit");
    assert_int_equal(find(0, K_COND_WOKEN)->b, ETIMEDOUT);
    assert_int_equal(find(0, K_BARRIER_INIT)->a, 1);
    assert_int_equal(find(0, K_SEM_INIT)->a, 1);
    assert_int_equal(find(0, K_SLEEP)->a, 1000);
}

/* The old and the new layout of condition variables must not be mixed up: a real hand-over. */
static void test_condition_hands_over(void **state)
{
    (void)state;
    assert_int_equal(
        tell(
            "pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER; pthread_cond_t c = "
            "PTHREAD_COND_INITIALIZER; int turn;\n"
            "static void *work(void *p) { for (int i = 0; i < 100; i++) { pthread_mutex_lock(&m);\n"
            "  while (turn != (p != 0)) pthread_cond_wait(&c, &m); turn = !turn;\n"
            "  pthread_cond_broadcast(&c); pthread_mutex_unlock(&m); } return 0; }\n"
            "int main(void) { pthread_t t; pthread_create(&t, 0, work, &t); work(0);\n"
            "  pthread_join(t, 0); return 0; }",
            false),
        0);
    assert_int_equal(story.count, 2);
    assert_int_equal(story.dropped, 0);
}

static void test_c11_threads(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <threads.h>\nstatic void f(void) {}\nstatic mtx_t m;\n"
             "static int work(void *p) { mtx_lock(&m); mtx_unlock(&m); thrd_exit(7); }\n"
             "int main(void) { mtx_init(&m, mtx_timed); mtx_lock(&m); mtx_trylock(&m);\n"
             "  struct timespec past = {0}; mtx_timedlock(&m, &past); mtx_unlock(&m);\n"
             "  thrd_t t; thrd_create(&t, work, 0); int r; thrd_join(t, &r);\n"
             "  once_flag o = ONCE_FLAG_INIT; call_once(&o, f); thrd_yield();\n"
             "  cnd_t c; cnd_init(&c); cnd_signal(&c); cnd_broadcast(&c); mtx_lock(&m);\n"
             "  cnd_timedwait(&c, &m, &past); mtx_unlock(&m); thrd_sleep(&past, 0);\n"
             "  mtx_destroy(&m); return r != 7; }",
             false),
        0);
    expect(0,
           "lock-init lock+ lock-busy lock-wait lock-timeout unlock thread-create thread-created "
           "join-wait "
           "join once-enter once-done yield cond-signal cond-broadcast lock+ cond-wait cond-woken "
           "unlock sleep slept lock-destroy process-exit");
    expect(1, "thread-start lock+ unlock thread-exit");
}

static void test_processes(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { pid_t p = fork(); if (p == 0) _exit(5);\n"
                          "  int s; waitpid(p, &s, 0); if (WEXITSTATUS(s) != 5) return 1;\n"
                          "  if (vfork() == 0) _exit(6); siginfo_t i;\n"
                          "  waitid(P_ALL, 0, &i, WEXITED); wait(0); return i.si_status != 6; }",
                          false),
                     0);
    assert_int_equal(story.count, 3);
    expect(0, "fork fork-parent wait waited fork fork-parent wait waited wait failed=wait "
              "process-exit");
    expect(1, "fork-child process-exit");
    expect(2, "fork-child process-exit");
    assert_int_equal(find(0, K_WAITED)->b, 5 << 8);
    assert_int_equal(find(0, K_WAITED)->a, story.lanes[1].pid);
    assert_int_equal(find(1, K_FORK_CHILD)->a, story.lanes[0].pid);
    /* vfork holds its parent. */
    assert_true(find(2, K_PROCESS_EXIT)->clock <
                story.lanes[0].last[story.lanes[0].count - 1].clock);
}

static void test_other_programs(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <spawn.h>\nint main(int c, char **v) { pid_t p; int s;\n"
             "  char *none[] = {0}; char *args[] = {\"true\", 0};\n"
             "  if (posix_spawn(&p, \"/bin/true\", 0, 0, args, none)) return 1;\n"
             "  waitpid(p, &s, 0); if (posix_spawnp(&p, \"no-such-program\", 0, 0, args, none) "
             "!= ENOENT) return 2;\n"
             "  if (fork() == 0) { execl(\"/no/such\", \"x\", NULL);\n"
             "    execle(\"/bin/true\", \"true\", \"a\", \"b\", NULL, none); }\n"
             "  wait(&s); clearenv(); if (fork() == 0) execlp(\"true\", \"true\", NULL);\n"
             "  wait(&s); return s; }",
             false),
        0);
    expect(
        0,
        "spawn-call spawn wait waited spawn-call failed=posix_spawnp fork fork-parent wait waited "
        "fork fork-parent wait waited process-exit");
    /* All of them report, though they were given an empty environment. */
    assert_int_equal(story.count, 4);
    assert_int_equal(find(0, K_SPAWN)->a, story.lanes[1].pid);
    assert_true(find(0, K_SPAWN_CALL)->clock < story.lanes[1].clock); /* made, then there */
    expect(1, "process-exit");
    expect(2, "fork-child exec failed=execl exec process-exit");
    expect(3, "fork-child exec process-exit");
}

/* What is watched in the first program is nothing, or something else, in another one. */
static void test_watches_end_at_exec(void **state)
{
    (void)state;
    struct run run = start(
        compile("int main(void) { if (fork() == 0) execl(\"/bin/true\", \"true\", NULL); int s;\n"
                "  wait(&s); if (s) _exit(1); execl(\"/bin/true\", \"true\", NULL); return 2; }",
                false),
        NULL, true);
    assert_true(passes(&run, is_at_gate));
    run.region->watch[0].offset = 1ull << 40;
    run.region->watch[0].size = 8;
    run.region->watch_count = 1;
    atomic_store(&run.region->gate, 0);
    permit(&run);
    finish(&run);
    assert_int_equal(run.status, 0);
    release(&run);
}

static void test_messages(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <sys/socket.h>\n#include <sys/uio.h>\nint main(void) { int p[2], s[2];\n"
             "  char b[8]; pipe(p); write(p[1], \"abc\", 3); read(p[0], b, 8);\n"
             "  struct iovec v = {b, 2}; writev(p[1], &v, 1); readv(p[0], &v, 1);\n"
             "  socketpair(AF_UNIX, SOCK_STREAM, 0, s); send(s[0], b, 1, 0); recv(s[1], b, 8, 0);\n"
             "  int d = dup(p[0]); dup2(p[0], d); close(d); close(d); write(1, \"hi\", 2);\n"
             "  return 0; }",
             false),
        0);
    expect(0,
           "pipe write-wait write read-wait read write-wait write read-wait read "
           "socketpair write-wait write read-wait read dup dup close close failed=close print=hi "
           "process-exit");
    assert_int_equal(find(0, K_READ)->b, 3);
    assert_int_equal(find(0, K_READ)->text, 3);
    assert_int_equal(find(0, K_READ)->a, find(0, K_PIPE)->a);
    /* Standard output is where prints go, unless the program has put its own pipe there. */
    assert_int_equal(tell("int main(void) { int p[2]; pipe(p); write(1, \"a\", 1);\n"
                          "  int o = dup(1); dup2(p[1], 1); write(1, \"b\", 1); dup2(o, 1);\n"
                          "  write(1, \"c\", 1); return 0; }",
                          false),
                     0);
    expect(0, "pipe print=a dup dup write-wait write dup print=c process-exit");
}

static void test_sockets_with_addresses(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stddef.h>\n#include <sys/socket.h>\n#include <sys/un.h>\n"
             "int main(void) { struct sockaddr_un a = {AF_UNIX}; socklen_t n = sizeof(a);\n"
             "  int s = socket(AF_UNIX, SOCK_STREAM, 0), c = socket(AF_UNIX, SOCK_STREAM, 0);\n"
             "  bind(s, (void *)&a, sizeof(sa_family_t)); listen(s, 1);\n"
             "  getsockname(s, (void *)&a, &n); if (connect(c, (void *)&a, n)) return 1;\n"
             "  int t = accept(s, NULL, NULL); write(c, \"x\", 1); connect(c, (void *)&a, n);\n"
             "  return t < 0; }",
             false),
        0);
    expect(0, "listen connect accept-wait accept write-wait write failed=connect process-exit");
    assert_true(find(0, K_LISTEN)->text > 0);
    assert_int_equal(find(0, K_LISTEN)->text, find(0, K_CONNECT)->text);
    assert_int_equal(find(0, K_LISTEN)->text, find(0, K_ACCEPT)->text);
    assert_int_equal(find(0, K_ACCEPT)->a, find(0, K_LISTEN)->a);
}

static void test_message_queues(void **state)
{
    (void)state;
    int status =
        tell("#include <fcntl.h>\n#include <mqueue.h>\nint main(void) { char n[32], b[8];\n"
             "  struct mq_attr a = {.mq_maxmsg = 2, .mq_msgsize = 8};\n"
             "  sprintf(n, \"/probe-%d\", getpid());\n"
             "  mqd_t q = mq_open(n, O_RDWR | O_CREAT | O_EXCL, 0600, &a); if (q < 0) return 77;\n"
             "  mq_unlink(n); mq_send(q, \"abc\", 3, 1); mq_receive(q, b, 8, NULL);\n"
             "  mq_receive(q, b, 1, NULL); return 0; }",
             false);
    if (status == 77 << 8)
        skip(); /* the machine has none */
    assert_int_equal(status, 0);
    expect(0, "write-wait write read-wait read read-wait failed=mq_receive process-exit");
    assert_int_equal(find(0, K_WRITE)->b, 3);
    assert_int_equal(find(0, K_READ)->b, 3);
    assert_int_equal(find(0, K_READ)->text, 3);
}

static void test_prints(void **state)
{
    (void)state;
    struct run run = start(
        compile(
            "int __printf_chk(int, const char *, ...);\n"
            "int main(void) { printf(\"%d %s %.1f\", 1, \"two\", 3.0); fprintf(stderr, \"e\");\n"
            "  puts(\"line\"); putchar('c'); fputs(\"s\", stdout); fwrite(\"wxyz\", 2, 2, "
            "stdout);\n"
            "  putc('p', stdout); dprintf(1, \"d%d\", 1); __printf_chk(1, \"k%d\", 2);\n"
            "  char b[9]; snprintf(b, 9, \"no\"); errno = EPERM; perror(\"x\");\n"
            "  FILE *f = fopen(\"/dev/null\", \"w\"); fprintf(f, \"not told\"); return 0; }",
            false),
        NULL, false);
    finish(&run);
    read_story(&run);
    expect(0, "print=1 two 3.0 print=e print=line\n print=c print=s print=wxyz print=p print=d1 "
              "print=k2 print=x: Operation not permitted\n process-exit");
    assert_string_equal(run.output,
                        "d11 two 3.0line\ncswxyzpk2"); /* the program's own, unchanged */
    release(&run);
}

static void test_long_text_is_cut_but_counted(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { static char b[10000]; memset(b, 'x', 9999);\n"
                          "  fputs(b, stdout); return 0; }",
                          false),
                     0);
    assert_int_equal(find(0, K_PRINT)->b, 9999);
    assert_int_equal(find(0, K_PRINT)->text, TEXT_LIMIT);
}

static void test_signals_and_deaths(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { signal(SIGUSR1, SIG_IGN); raise(SIGUSR1);\n"
                          "  kill(getpid(), SIGUSR1); pthread_kill(pthread_self(), SIGUSR1);\n"
                          "  sigqueue(getpid(), SIGUSR1, (union sigval){.sival_int = 7});\n"
                          "  kill(getpid(), 0); exit(300); }",
                          false),
                     300 % 256 << 8);
    expect(0, "raise kill raise kill kill process-exit");
    assert_int_equal(find(0, K_PROCESS_EXIT)->a, 44);

    assert_int_equal(WTERMSIG(tell("#include <assert.h>\n"
                                   "int main(void) { assert(1 + 1 == 3); return 0; }",
                                   false)),
                     SIGABRT);
    expect(0, "assert=1 + 1 == 3 crash");

    assert_int_equal(WTERMSIG(tell("int main(void) { *(volatile int *)24 = 1; return 0; }", false)),
                     SIGSEGV);
    expect(0, "crash");
    assert_int_equal(find(0, K_CRASH)->b, SIGSEGV);
    assert_int_equal(find(0, K_CRASH)->object, 24);

    assert_int_equal(WTERMSIG(tell("int main(void) { raise(SIGSEGV); return 0; }", false)),
                     SIGSEGV);
    expect(0, "raise crash");

    assert_int_equal(WTERMSIG(tell("static int deep(int n) { volatile char b[1000]; b[0] = n;\n"
                                   "  return deep(n + 1) + b[0]; }\n"
                                   "int main(void) { return deep(0); }",
                                   false)),
                     SIGSEGV);
    expect(0, "crash");
}

/* --- memory ----------------------------------------------------------------------------------- */

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(tell("int counter = 5; signed char small = -3; long long big; double real;\n"
                          "int main(void) { counter++; big = small; real = 1.0; counter = -7;\n"
                          "  int *p = malloc(sizeof(int)); *p = 42; free(p); return 0; }",
                          true),
                     0);
    expect(0, "read-var:4=5 write-var:4=6 read-var:1=-3 write-var:8=-3 "
              "write-var:8=4607182418800017408 write-var:4=-7 write-var:4=42 process-exit");
}

static void test_memory_that_goes_away(void **state)
{
    (void)state;
    assert_int_equal(tell("#include <sys/mman.h>\nint main(void) {\n"
                          "  int *p = mmap(0, 4096, 3, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);\n"
                          "  *p = 8; munmap(p, 4096); p = malloc(1 << 24); *p = 9; free(p);\n"
                          "  p = malloc(1 << 24); *p = 10; p = realloc(p, 1 << 25); free(p);\n"
                          "  return 0; }",
                          true),
                     0);
    expect(0, "write-var:4=8 write-var:4=9 write-var:4=10 process-exit");
}

static void test_atomics(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stdatomic.h>\n_Atomic int a = 1; _Atomic long l; _Atomic char c; _Atomic "
             "short s;\n"
             "int main(void) { int e = 9; a++; atomic_fetch_sub_explicit(&a, 4, "
             "memory_order_release);\n"
             "  atomic_store_explicit(&l, 77, memory_order_relaxed); l |= 8; c = 3; s ^= 5;\n"
             "  if (atomic_compare_exchange_strong(&a, &e, 1) || e != -2) return 1;\n"
             "  if (!atomic_compare_exchange_strong(&a, &e, 12)) return 2;\n"
             "  atomic_thread_fence(memory_order_seq_cst);\n"
             "  if (atomic_exchange(&a, 13) != 12) return 3;\n"
             "  return atomic_load_explicit(&a, memory_order_acquire) + l + c + s != 13 + 77 + 3 + "
             "5; "
             "}",
             true),
        0);
    const char *told = story.lanes[0].words;
    const char *expected[] = {"atomic-update:4=2",  "atomic-update:4=-2", "atomic-write:8=77",
                              "atomic-update:8=77", "atomic-write:1=3",   "atomic-update:2=5",
                              "atomic-read:4=-2",   "atomic-update:4=12", "fence",
                              "atomic-update:4=13", "atomic-read:4=13",   "atomic-read:8=77"};
    for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++) {
        const char *found = strstr(told, expected[i]);
        if (!found)
            fail_msg("'%s' does not follow in: %s", expected[i], told);
        told = found + 1;
    }
}

static void test_wide_atomics(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <stdatomic.h>\n_Atomic __int128 w;\nint main(void) { w = 5; w += 3;\n"
             "  __int128 e = 7, big = (__int128)1 << 100;\n"
             "  if (atomic_compare_exchange_strong(&w, &e, 9) || e != 8) return 1;\n"
             "  if (!atomic_compare_exchange_strong(&w, &e, big)) return 2;\n"
             "  w -= 1; w ^= 1; w |= 3; w &= ~(__int128)2; if (atomic_exchange(&w, 4) != big - 2 - "
             "1)\n"
             "    return 3; return w != 4; }",
             true),
        0);
    assert_non_null(strstr(story.lanes[0].words, "atomic-write:16=5 "));
    assert_non_null(strstr(story.lanes[0].words, "atomic-update:16=8 "));
    assert_non_null(strstr(story.lanes[0].words, "atomic-read:16=8 "));
}

/* --- the gate --------------------------------------------------------------------------------- */

static const char gated[] = "int n; pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
                            "int main(void) { pthread_mutex_lock(&m); n++;\n"
                            "  pthread_mutex_unlock(&m); return 0; }";

static void test_gate_lets_one_step_at_a_time(void **state)
{
    (void)state;
    struct run run = start(compile(gated, true), NULL, true);
    int steps = 0;
    for (; passes(&run, is_at_gate_or_over) && !is_over(&run); steps++) {
        struct ring_reader reader = {0};
        size_t ready = ring_ready(run.region, 0, &reader);
        struct event event;
        ring_peek(run.region, 0, &reader, ready - 1, &event);
        assert_int_equal(event.flags & EVENT_AT_GATE, EVENT_AT_GATE);
        assert_false(event.flags & EVENT_VALUE);
        assert_true(steps < 20);
        permit(&run);
    }
    finish(&run);
    read_story(&run);
    expect(0, "lock? lock+ read-var?:4 read-var:4=0 write-var?:4 write-var:4=1 unlock? unlock "
              "process-exit? process-exit");
    assert_int_equal(steps, 5);
    release(&run);
}

static void test_gate_opens(void **state)
{
    (void)state;
    struct run run = start(compile(gated, true), NULL, true);
    assert_true(passes(&run, is_at_gate));
    atomic_store(&run.region->gate, 0);
    permit(&run);
    finish(&run);
    assert_int_equal(run.status, 0);
    read_story(&run);
    expect(0, "lock? lock+ read-var:4=0 write-var:4=1 unlock process-exit");
    release(&run);
}

static void test_gate_does_not_outlive_the_tutor(void **state)
{
    (void)state;
    const char *program = compile(gated, true);
    pid_t tutor = fork();
    if (tutor == 0) {
        for (;;)
            pause();
    }
    /* The region's path names a process that will not be there any more. */
    int fd;
    struct region *region = region_create(RING_EVENTS, 1, &fd);
    atomic_store(&region->gate, 1);
    char path[64];
    kill(tutor, SIGKILL);
    assert_int_equal(waitpid(tutor, NULL, 0), tutor);
    tutor = fork(); /* it has the descriptor by now */
    if (tutor == 0) {
        for (;;)
            pause();
    }
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", tutor, fd);
    struct run run = start(program, path, false);
    struct run theirs = {.region = region, .pid = run.pid};
    assert_true(passes(&theirs, is_at_gate));
    kill(tutor, SIGKILL);
    assert_int_equal(waitpid(tutor, NULL, 0), tutor);
    assert_true(passes(&theirs, is_over));
    finish(&run);
    assert_int_equal(run.status, 0);
    release(&run);
    region_unmap(region, region_size(RING_EVENTS));
    close(fd);
}

/* --- what programs do to a probe -------------------------------------------------------------- */

static void test_no_region_no_difference(void **state)
{
    (void)state;
    static const char source[] = "int main(void) { printf(\"%d\", 1); fork(); return 9; }";
    const char *paths[] = {"", "/does/not/exist", "/dev/null", "/", "/proc/self/exe"};
    const char *program = compile(source, false);
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
        struct run run = start(program, paths[i], false);
        finish(&run);
        assert_int_equal(run.status, 9 << 8);
        assert_string_equal(run.output, "11");
        read_story(&run);
        assert_int_equal(story.events, 0);
        release(&run);
    }
}

static void test_more_threads_than_slots(void **state)
{
    (void)state;
    struct run run = start(
        compile(
            "pthread_barrier_t b; int n;\n"
            "static void *work(void *p) { pthread_barrier_wait(&b); __sync_fetch_and_add(&n, 1);\n"
            "  return p; }\n"
            "int main(void) { static pthread_t t[1000]; pthread_attr_t a; pthread_attr_init(&a);\n"
            "  pthread_attr_setstacksize(&a, 65536); pthread_barrier_init(&b, 0, 1000);\n"
            "  for (int i = 0; i < 1000; i++) if (pthread_create(&t[i], &a, work, 0)) return 1;\n"
            "  for (int i = 0; i < 1000; i++) pthread_join(t[i], 0); return n != 1000; }",
            false),
        NULL, false);
    finish(&run);
    assert_int_equal(run.status, 0);
    assert_int_equal(atomic_load(&run.region->next_slot), RING_SLOTS);
    assert_int_equal(atomic_load(&run.region->unseen), 1001 - RING_SLOTS);
    release(&run);
}

static void test_small_stacks(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <limits.h>\nstatic void *work(void *p) { printf(\"%s\\n\", \"hello\");\n"
             "  return p; }\n"
             "int main(void) { pthread_t t; pthread_attr_t a; pthread_attr_init(&a);\n"
             "  pthread_attr_setstacksize(&a, 16384);\n"
             "  if (pthread_create(&t, &a, work, 0)) return 1; pthread_join(t, 0); return 0; }",
             false),
        0);
    expect(1, "thread-start print=hello\n thread-exit");
}

static void test_daemon_that_closes_everything(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { for (int i = 0; i < 64; i++) close(i);\n"
                          "  if (daemon(0, 1) == 0) { pthread_mutex_t m = "
                          "PTHREAD_MUTEX_INITIALIZER;\n"
                          "    pthread_mutex_lock(&m); } return 0; }",
                          false),
                     0);
    /* The daemon may still be on its way: wait for its last event with its pid's end. */
    assert_true(story.count >= 1);
    assert_non_null(strstr(story.lanes[0].words, "close"));
}

/* A timer's handler calls hooks in the middle of the program's own events. */
static void test_signal_handlers_do_not_tear_events(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <sys/time.h>\nvolatile sig_atomic_t ticks; int n;\n"
             "static void tick(int s) { ticks++; write(1, \"t\", 1); sched_yield(); }\n"
             "int main(void) { signal(SIGALRM, tick);\n"
             "  struct itimerval t = {{0, 100}, {0, 100}}; setitimer(ITIMER_REAL, &t, 0);\n"
             "  while (ticks < 500) { n++; sched_yield(); } return 0; }",
             true),
        0);
    assert_true(story.events > 500);
}

static void test_fork_bomb_is_refused_in_the_end(void **state)
{
    (void)state;
    struct run run = start(
        compile("int main(void) { int n = 0, e = 0, p[2]; char c; pipe(p);\n"
                "  for (int i = 0; i < 400 && !e; i++) { pid_t pid = fork();\n"
                "    if (pid < 0) e = errno; else if (pid > 0) n++;\n"
                "    else { close(p[1]); read(p[0], &c, 1); _exit(0); } }\n"
                "  close(p[1]); while (wait(0) > 0) ; printf(\"%d\", n); return e != EAGAIN; }",
                false),
        NULL, false);
    finish(&run);
    assert_int_equal(run.status, 0);
    assert_int_equal(atoi(run.output), 255);
    release(&run);
}

static int setup(void **state)
{
    (void)state;
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    if (n < 0 || !mkdtemp(folder))
        return -1;
    self[n] = '\0'; /* BUILD/tests/unit/test_ring_probe */
    char *build = dirname(dirname(dirname(self)));
    if (snprintf(probe, sizeof(probe), "%s/libconc-tutor-probe.so", build) >= (int)sizeof(probe))
        return -1;
    return access(probe, R_OK);
}

static int teardown(void **state)
{
    (void)state;
    char command[PATH_MAX];
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_join_with_a_limit),
        cmocka_unit_test(test_cancel),
        cmocka_unit_test(test_mutexes),
        cmocka_unit_test(test_other_locks),
        cmocka_unit_test(test_waiting),
        cmocka_unit_test(test_condition_hands_over),
        cmocka_unit_test(test_c11_threads),
        cmocka_unit_test(test_processes),
        cmocka_unit_test(test_other_programs),
        cmocka_unit_test(test_watches_end_at_exec),
        cmocka_unit_test(test_messages),
        cmocka_unit_test(test_sockets_with_addresses),
        cmocka_unit_test(test_message_queues),
        cmocka_unit_test(test_prints),
        cmocka_unit_test(test_long_text_is_cut_but_counted),
        cmocka_unit_test(test_signals_and_deaths),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_memory_that_goes_away),
        cmocka_unit_test(test_atomics),
        cmocka_unit_test(test_wide_atomics),
        cmocka_unit_test(test_gate_lets_one_step_at_a_time),
        cmocka_unit_test(test_gate_opens),
        cmocka_unit_test(test_gate_does_not_outlive_the_tutor),
        cmocka_unit_test(test_no_region_no_difference),
        cmocka_unit_test(test_more_threads_than_slots),
        cmocka_unit_test(test_small_stacks),
        cmocka_unit_test(test_daemon_that_closes_everything),
        cmocka_unit_test(test_signal_handlers_do_not_tear_events),
        cmocka_unit_test(test_fork_bomb_is_refused_in_the_end),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
