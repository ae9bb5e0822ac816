/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two clocks and two tellers, one trace: what the probe tells of a thread must lie within what the
 * kernel tells of it, and a core never holds two threads at a time.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/build/build.h"
#include "core/build/buildcache.h"
#include "core/run/run.h"

#define CORES      1024
#define LANES      64
#define BUSY_MS    40
#define PATIENCE_S 60

static const char source[] = "#include <pthread.h>\n"
                             "#include <time.h>\n"
                             "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
                             "static void *work(void *unused)\n"
                             "{\n"
                             "    struct timespec used;\n"
                             "    do {\n"
                             "        for (int i = 0; i < 3; i++) {\n"
                             "            pthread_mutex_lock(&lock);\n"
                             "            pthread_mutex_unlock(&lock);\n"
                             "        }\n"
                             "        for (volatile int i = 0; i < 200000; i++)\n"
                             "            ;\n"
                             "        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);\n"
                             "    } while (used.tv_sec == 0 && used.tv_nsec < 40000000);\n"
                             "    return unused;\n"
                             "}\n"
                             "int main(void)\n"
                             "{\n"
                             "    pthread_t threads[3];\n"
                             "    for (int i = 0; i < 3; i++)\n"
                             "        pthread_create(&threads[i], NULL, work, NULL);\n"
                             "    for (int i = 0; i < 3; i++)\n"
                             "        pthread_join(threads[i], NULL);\n"
                             "    return 0;\n"
                             "}\n";

static char *folder, *program, *probe;
static struct build *build;

static int make_program(void **state)
{
    (void)state;
    char path[] = "/tmp/test-lanes-XXXXXX", here[4096];
    ssize_t n = readlink("/proc/self/exe", here, sizeof(here) - 1);
    if (n < 0 || mkdtemp(path) == NULL)
        return -1;
    here[n] = '\0';
    for (int up = 0; up < 3; up++) /* BUILD/tests/unit/test_lanes */
        *strrchr(here, '/') = '\0';
    probe = xasprintf("%s/libconc-tutor-probe.so", here);
    folder = xstrdup(path);
    program = xasprintf("%s/busy.c", folder);
    FILE *file = fopen(program, "we");
    if (file == NULL || fputs(source, file) < 0 || fclose(file) != 0)
        return -1;
    struct build_spec spec = {.source = program, .cache = folder};
    struct err err = {0};
    build = build_start(&spec, &err);
    while (build && !build_is_over(build)) {
        struct pollfd fd = {build_fd(build), POLLIN, 0};
        (void)poll(&fd, 1, 1000);
        build_turn(build);
    }
    if (build && build_program(build, &err))
        return 0;
    print_error("%s\n", err.text);
    return -1;
}

static int drop_program(void **state)
{
    (void)state;
    build_free(build);
    remove_tree(folder);
    free(folder);
    free(program);
    free(probe);
    return 0;
}

static struct run *run_placed(enum placement placement)
{
    struct err err = {0};
    const char *argv[] = {build_program(build, &err), NULL};
    struct run_spec spec = {
        .argv = argv, .probe = probe, .placement = placement, .budget_s = PATIENCE_S};
    struct run *run = run_start(&spec, &err);
    if (run == NULL)
        print_error("%s\n", err.text);
    assert_non_null(run);
    while (!run_is_over(run)) {
        struct pollfd fd = {run_fd(run), POLLIN, 0};
        (void)poll(&fd, 1, 1000);
        run_turn(run);
    }
    assert_int_equal(run_outcome(run)->end, RUN_RETURNED);
    assert_int_equal(run_outcome(run)->status, 0);
    assert_int_equal(run_outcome(run)->late, 0);
    assert_int_equal(run_outcome(run)->lost, 0);
    return run;
}

/* What a pass over a trace finds out. */
struct findings {
    uint32_t on_core[CORES]; /* lane that is there, 0 none */
    uint64_t in_since[LANES], on_ns[LANES];
    bool is_in[LANES];
    unsigned preemptions[LANES];
    size_t overlaps, double_ins, strays, told, cores;
    bool was_used[CORES];
};

static void take_switch(struct findings *f, const struct event *event)
{
    uint32_t lane = event->lane, core = event->cpu;
    assert_in_range(lane, 1, LANES - 1);
    assert_true(core < CORES);
    if (event->kind == K_SWITCH_IN) {
        f->overlaps += f->on_core[core] != 0;
        f->double_ins += f->is_in[lane];
        /* Before its first thread the program may have been on its way to its place. */
        f->cores += f->told > 0 && !f->was_used[core];
        f->was_used[core] = f->told > 0;
        f->on_core[core] = lane;
        f->in_since[lane] = event->clock;
        f->is_in[lane] = true;
        return;
    }
    if (f->is_in[lane])
        f->on_ns[lane] += event->clock - f->in_since[lane];
    f->is_in[lane] = false;
    f->on_core[core] = 0;
    f->preemptions[lane] += event->a == 1;
}

static struct findings look_at(const struct trace *trace)
{
    struct findings f = {0};
    for (size_t i = 0; i < trace_count(trace); i++) {
        const struct event *event = trace_event(trace, i);
        if (event->kind == K_SWITCH_IN || event->kind == K_SWITCH_OUT) {
            take_switch(&f, event);
        } else if (event->kind >= K_THREAD_CREATE && event->kind <= K_UNLOCK) {
            /* By a thread about itself: it must have been on a core to tell it. */
            f.told++;
            f.strays += !f.is_in[event->lane % LANES];
        }
    }
    return f;
}

static bool has_perf(struct run *run)
{
    const struct trace *trace = run_trace(run);
    return strcmp(trace_text(trace, trace_facts(trace)->kernel_story), "perf") == 0;
}

static void check_common(const struct findings *f, struct run *run)
{
    print_message("%zu events of threads, %zu while not on a core; %zu overlaps, %zu cores\n",
                  f->told, f->strays, f->overlaps, f->cores);
    assert_true(f->told > 50);
    assert_int_equal(f->strays, 0);
    assert_int_equal(f->overlaps, 0);
    assert_int_equal(f->double_ins, 0);
    /* Of the threads alone: main was there before the run's time began. */
    uint64_t sum = 0;
    const struct trace *trace = run_trace(run);
    for (uint32_t lane = 1; lane < trace_lanes(trace); lane++) {
        if (trace_lane(trace, lane)->is_process)
            continue;
        assert_true(f->on_ns[lane] <= run_outcome(run)->wall_ns);
        sum += f->on_ns[lane];
    }
    assert_true(sum >= 3 * BUSY_MS * 1000000ull / 100 * 95);
    assert_true(sum <= run_outcome(run)->wall_ns * trace_facts(trace)->cpus);
}

static void one_core_holds_one_thread(void **state)
{
    (void)state;
    struct run *run = run_placed(PLACE_ONE);
    if (!has_perf(run)) {
        run_free(run);
        skip();
    }
    struct findings f = look_at(run_trace(run));
    check_common(&f, run);
    assert_int_equal(f.cores, 1);
    unsigned preempted = 0;
    for (uint32_t lane = 0; lane < LANES; lane++)
        preempted += f.preemptions[lane] > 0;
    assert_true(preempted >= 3); /* three that want the core all the time */
    run_free(run);
}

static void spread_threads_keep_to_their_cores(void **state)
{
    (void)state;
    struct run *run = run_placed(PLACE_SPREAD);
    if (!has_perf(run)) {
        run_free(run);
        skip();
    }
    struct findings f = look_at(run_trace(run));
    check_common(&f, run);
    assert_true(f.cores <= trace_facts(run_trace(run))->cpus);
    assert_true(f.cores >= 2 || trace_facts(run_trace(run))->cpus == 1);
    run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_core_holds_one_thread),
        cmocka_unit_test(spread_threads_keep_to_their_cores),
    };
    return cmocka_run_group_tests(tests, make_program, drop_program);
}
