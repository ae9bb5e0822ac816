/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steps and standstills: who may pass the gate, what comes next in words, whose write is lost, and
 * who sleeps for ever.
 */
#include "story.h"

#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "core/process/asleep.h"
#include "core/run/gatekeeper.h"
#include "core/trace/deadlock.h"

/* --- the gate -------------------------------------------------------------------------------- */

static struct region *gate_region(void)
{
    int fd;
    struct region *region = region_create(RING_EVENTS_MIN, 1, &fd);
    assert_non_null(region);
    close(fd);
    return region;
}

static uint32_t permits(const struct region *region, uint32_t slot)
{
    return atomic_load(&region->rings[slot].permits);
}

static void nobody_steps_before_his_step_is_told(void **state)
{
    (void)state;
    struct region *region = gate_region();
    struct gatekeeper keeper;
    gatekeeper_init(&keeper, region, true, 0);
    atomic_store(&region->rings[3].at_gate, 1);
    gatekeeper_turn(&keeper, 1000000);
    assert_true(gatekeeper_is_waiting(&keeper, 3));
    assert_false(gatekeeper_is_ready(&keeper, 3));
    gatekeeper_told(&keeper, 3, STEP_COUNTS);
    assert_true(gatekeeper_is_ready(&keeper, 3));
    gatekeeper_turn(&keeper, 2000000);
    assert_int_equal(permits(region, 3), 0); /* paused: nobody goes by himself */
    gatekeeper_permit(&keeper, 3);
    assert_int_equal(permits(region, 3), 1);
    assert_false(gatekeeper_is_ready(&keeper, 3)); /* not the next step, which is not told yet */
    /* Should its announcement be lost, it can be stepped all the same after a while. */
    gatekeeper_turn(&keeper, 3000000);
    assert_false(gatekeeper_is_ready(&keeper, 3));
    gatekeeper_turn(&keeper, 1000000000);
    assert_true(gatekeeper_is_ready(&keeper, 3));
    region_unmap(region, region_size(RING_EVENTS_MIN));
}

static void what_is_not_worth_a_step_passes(void **state)
{
    (void)state;
    struct region *region = gate_region();
    struct gatekeeper keeper;
    gatekeeper_init(&keeper, region, true, 0);
    atomic_store(&region->rings[0].at_gate, 1);
    gatekeeper_told(&keeper, 0, STEP_PASSES);
    gatekeeper_turn(&keeper, 1000000);
    assert_int_equal(permits(region, 0), 1);
    gatekeeper_turn(&keeper, 2000000); /* once, not for what comes behind it */
    assert_int_equal(permits(region, 0), 1);
    region_unmap(region, region_size(RING_EVENTS_MIN));
}

static void slow_motion_takes_turns(void **state)
{
    (void)state;
    struct region *region = gate_region();
    struct gatekeeper keeper;
    gatekeeper_init(&keeper, region, false, 10); /* one in 100 ms */
    assert_int_equal(atomic_load(&region->gate), 1);
    atomic_store(&region->rings[5].at_gate, 1);
    gatekeeper_told(&keeper, 5, STEP_COUNTS);
    gatekeeper_turn(&keeper, 1000000000);
    assert_int_equal(permits(region, 5), 1);
    atomic_store(&region->rings[2].at_gate, 1);
    gatekeeper_told(&keeper, 2, STEP_COUNTS);
    gatekeeper_turn(&keeper, 1010000000);
    gatekeeper_told(&keeper, 5, STEP_COUNTS);
    gatekeeper_turn(&keeper, 1050000000);
    assert_int_equal(permits(region, 2) + permits(region, 5), 1); /* too early */
    gatekeeper_turn(&keeper, 1100000000);
    assert_int_equal(permits(region, 2) + permits(region, 5), 2);
    gatekeeper_speed(&keeper, 0);
    assert_int_equal(atomic_load(&region->gate), 0);
    region_unmap(region, region_size(RING_EVENTS_MIN));
}

/* --- in words -------------------------------------------------------------------------------- */

static void expect(const struct trace *trace, const struct model *before, size_t i,
                   const char *sentence)
{
    struct text text = {0};
    narrate(&text, trace, before, i);
    assert_string_equal(text_get(&text), sentence);
    text_release(&text);
}

static void a_lost_write_says_whose(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_MEM_READ, COUNTER, 0, 4, 9, EVENT_VALUE);
    tell(trace, T2, K_MEM_READ, COUNTER, 0, 4, 9, EVENT_VALUE);
    size_t gate = tell(trace, T2, K_MEM_WRITE, COUNTER, 0, 4, 9, EVENT_AT_GATE);
    struct model *model = at_end(trace);
    expect(trace, model, gate, "next: T2 writes counter"); /* so far nothing would be lost */
    size_t first = tell(trace, T1, K_MEM_WRITE, COUNTER, 1, 4, 9, EVENT_VALUE);
    model_seek(model, first);
    expect(trace, model, first, "T1 writes counter = 1");
    model_seek(model, first + 1);
    expect(trace, model, gate, "next: T2 writes counter: what T1 wrote since is lost");
    size_t second = tell(trace, T2, K_MEM_WRITE, COUNTER, 1, 4, 9, EVENT_VALUE);
    model_seek(model, second);
    expect(trace, model, second, "T2 writes counter = 1: what T1 wrote since is lost");
    expect(trace, NULL, second, "T2 writes counter = 1"); /* nobody to ask */
    model_seek(model, second + 1);
    assert_int_equal(model_lane(model, T2)->last, second);
    model_free(model);
    trace_free(trace);
}

/* Between a read and the write that belongs to it a thread goes about with a value. */
static void what_was_read_is_held_until_it_is_written_back(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    uint32_t step = story_object(trace, "step", 0x3000, GROUP_MEMORY, "int", 4);
    int64_t held = 0;
    const struct event write = {.kind = K_MEM_WRITE, .lane = T1, .object = COUNTER};
    begin(trace);
    struct model *model = at_end(trace);
    assert_false(model_holds(model, &write, &held));
    size_t read = tell(trace, T1, K_MEM_READ, COUNTER, 0xfffffffb, 4, 9, EVENT_VALUE) + 1;
    tell(trace, T1, K_MEM_READ, step, 2, 4, 9, EVENT_VALUE); /* counter += step */
    tell(trace, T2, K_MEM_WRITE, COUNTER, 7, 4, 9, EVENT_VALUE);
    tell(trace, T1, K_MEM_WRITE, COUNTER, 0, 4, 9, EVENT_AT_GATE);
    model_seek(model, trace_count(trace));
    assert_true(model_holds(model, &write, &held));
    assert_int_equal(held, -5); /* what it has read, not what stands there now */
    const struct event other = {.kind = K_MEM_WRITE, .lane = T2, .object = COUNTER};
    assert_false(model_holds(model, &other, &held)); /* it has written without reading */
    tell(trace, T1, K_MEM_WRITE, COUNTER, -3, 4, 9, EVENT_VALUE);
    model_seek(model, trace_count(trace));
    assert_false(model_holds(model, &write, &held));
    model_seek(model, read);
    assert_true(model_holds(model, &write, &held));
    tell(trace, T1, K_MEM_READ, COUNTER, 0, 4, 9, 0); /* its value is not known */
    model_seek(model, trace_count(trace));
    assert_false(model_holds(model, &write, &held));
    model_free(model);
    trace_free(trace);
}

static void expect_deadlock(const struct trace *trace, const char *sentence)
{
    struct model *model = at_end(trace);
    struct text text = {0};
    deadlock_explain(model, trace, &text);
    assert_string_equal(text_get(&text), sentence);
    text_release(&text);
    model_free(model);
}

static void a_standstill_is_told_in_order(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    begin(trace);
    expect_deadlock(trace, "deadlock: every thread waits for another");
    tell(trace, MAIN, K_JOIN_WAIT, HANDLE1, 0, 0, 30, 0);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, 0);
    tell(trace, T2, K_LOCK, LOCK_B, 0, 0, 6, 0);
    tell(trace, T2, K_LOCK_WAIT, LOCK, 0, 0, 8, 0); /* it waits first, and is told second */
    tell(trace, T1, K_LOCK_WAIT, LOCK_B, 0, 0, 7, 0);
    expect_deadlock(trace, "deadlock: T1 waits for lock_b, held by T2 since line 6; T2 waits for "
                           "lock, held by T1 since line 5");
    trace_free(trace);
}

static void a_lock_that_went_home_is_told(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, 0);
    tell(trace, T1, K_THREAD_EXIT, HANDLE1, 0, 0, 0, 0);
    tell(trace, T2, K_LOCK_WAIT, LOCK, 0, 0, 8, 0);
    tell(trace, MAIN, K_JOIN_WAIT, HANDLE2, 0, 0, 30, 0);
    expect_deadlock(trace, "deadlock: main waits for T2 to end; T2 waits for lock, kept since "
                           "line 5 by T1, which has ended");
    trace_free(trace);
}

/* --- as the kernel has it -------------------------------------------------------------------- */

struct sleeping {
    sem_t gate;
    bool is_timed;
    _Atomic pid_t tid;
};

static void *sleep_there(void *argument)
{
    struct sleeping *sleeping = argument;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 1000;
    atomic_store(&sleeping->tid, (pid_t)syscall(SYS_gettid));
    while (sleeping->is_timed ? sem_timedwait(&sleeping->gate, &until) : sem_wait(&sleeping->gate))
        ;
    return NULL;
}

/* In state S, as its stat file says. */
static bool is_sleeping(pid_t tid)
{
    char path[64], line[256] = "";
    snprintf(path, sizeof(path), "/proc/self/task/%d/stat", (int)tid);
    FILE *file = fopen(path, "re");
    bool is_read = file && fgets(line, sizeof(line), file);
    if (file)
        fclose(file);
    const char *state = strrchr(line, ')');
    return is_read && state && state[2] == 'S';
}

static bool sleeps_for_ever(bool is_timed)
{
    struct sleeping sleeping = {.is_timed = is_timed};
    pthread_t thread;
    struct sleeper sleeper;
    sem_init(&sleeping.gate, 0, 0);
    assert_int_equal(pthread_create(&thread, NULL, sleep_there, &sleeping), 0);
    time_t deadline = time(NULL) + 20;
    while (atomic_load(&sleeping.tid) == 0 || !is_sleeping(atomic_load(&sleeping.tid)))
        assert_true(time(NULL) < deadline);
    uint32_t pid = (uint32_t)getpid(), tid = (uint32_t)atomic_load(&sleeping.tid);
    bool is_so = asleep_thread(&sleeper, pid, tid);
    while (!is_so && !is_timed && time(NULL) < deadline) /* it may have slept for something else */
        is_so = asleep_thread(&sleeper, pid, tid);
    sem_post(&sleeping.gate);
    pthread_join(thread, NULL);
    sem_destroy(&sleeping.gate);
    return is_so;
}

static void only_a_wait_without_a_limit_is_for_ever(void **state)
{
    (void)state;
    if (access("/proc/self/syscall", R_OK) != 0)
        skip();
    assert_true(sleeps_for_ever(false));
    assert_false(sleeps_for_ever(true));
    struct sleeper self;
    assert_false(asleep_thread(&self, (uint32_t)getpid(), (uint32_t)getpid())); /* it runs */
    assert_false(asleep_thread(&self, 0x7fffffff, 0x7fffffff));                 /* it is not */
}

static void sleepers_that_ran_are_not_the_same(void **state)
{
    (void)state;
    struct sleeper first[] = {{1, 1, 5}, {1, 2, 7}}, again[] = {{1, 2, 7}, {1, 1, 5}};
    struct sleeper moved[] = {{1, 1, 5}, {1, 2, 8}};
    struct asleep a = {first, 2, 2}, b = {again, 2, 2}, c = {moved, 2, 2}, d = {first, 1, 1};
    assert_true(asleep_are_same(&a, &b));
    assert_false(asleep_are_same(&a, &c));
    assert_false(asleep_are_same(&a, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_steps_before_his_step_is_told),
        cmocka_unit_test(what_is_not_worth_a_step_passes),
        cmocka_unit_test(slow_motion_takes_turns),
        cmocka_unit_test(a_lost_write_says_whose),
        cmocka_unit_test(what_was_read_is_held_until_it_is_written_back),
        cmocka_unit_test(a_standstill_is_told_in_order),
        cmocka_unit_test(a_lock_that_went_home_is_told),
        cmocka_unit_test(only_a_wait_without_a_limit_is_for_ever),
        cmocka_unit_test(sleepers_that_ran_are_not_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
