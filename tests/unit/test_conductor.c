/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conductor and real processes. They come to the gate as the probe does (probe/gate.c), each
 * with a ring of its own in shared memory, and write down when they were let go.
 */
#include <linux/futex.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/run/conductor.h"

enum { MOST = 64, PATIENCE_S = 60 };

/* In memory that all of them share. */
struct story {
    _Atomic unsigned born, steps;
    char order[MOST]; /* whose steps: 'a', 'b' ... */
};

struct stage {
    struct region *region;
    struct story *story;
    struct gatekeeper keeper;
    struct conductor *conductor;
    pid_t players[4];
    unsigned count;
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int open_stage(void **state)
{
    static struct stage stage;
    int fd;
    stage = (struct stage){.region = region_create(RING_EVENTS_MIN, 0, &fd)};
    if (!stage.region)
        return -1;
    close(fd);
    stage.story =
        mmap(NULL, sizeof(*stage.story), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    gatekeeper_init(&stage.keeper, stage.region, false, 0);
    *state = &stage;
    return stage.story == MAP_FAILED ? -1 : 0;
}

static int close_stage(void **state)
{
    struct stage *stage = *state;
    for (unsigned i = 0; i < stage->count; i++) {
        kill(stage->players[i], SIGKILL);
        waitpid(stage->players[i], NULL, 0);
    }
    conductor_free(stage->conductor);
    munmap(stage->story, sizeof(*stage->story));
    region_unmap(stage->region, region_size(RING_EVENTS_MIN));
    return 0;
}

/* --- a player's side ------------------------------------------------------------------------- */

struct actor {
    struct stage *stage;
    char name;
    uint32_t slot;
};

static void come_to_gate(struct actor *actor, enum event_kind next)
{
    struct region *region = actor->stage->region;
    struct ring *ring = &region->rings[actor->slot];
    uint32_t permits = atomic_load(&ring->permits);
    uint64_t head = atomic_load(&ring->head);
    struct event *record = &ring_records(region, actor->slot)[head & (RING_EVENTS_MIN - 1)];
    *record = (struct event){.kind = (uint16_t)next, .flags = EVENT_AT_GATE};
    atomic_store(&ring->reserved, head + 1);
    atomic_store(&ring->head, head + 1);
    while (atomic_load(&ring->permits) == permits) {
        atomic_store(&ring->at_gate, 1);
        (void)syscall(SYS_futex, &ring->permits, FUTEX_WAIT, permits, NULL, NULL, 0);
    }
    atomic_store(&ring->at_gate, 0);
    struct story *story = actor->stage->story;
    unsigned step = atomic_fetch_add(&story->steps, 1);
    if (step < MOST - 1)
        story->order[step] = actor->name;
}

static struct actor enter(struct stage *stage, char name)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    uint32_t pid = (uint32_t)getpid();
    struct actor actor = {stage, name, (uint32_t)ring_claim(stage->region, pid, pid)};
    atomic_fetch_add(&stage->story->born, 1);
    return actor;
}

/* In the order of their births, which is that of their slots. */
static bool is_player(struct stage *stage)
{
    fflush(stdout);
    atomic_fetch_add(&stage->region->processes, 1); /* as the probe does before a fork */
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        return true;
    stage->players[stage->count++] = pid;
    uint64_t until_ns = now_ns() + PATIENCE_S * 1000000000ull;
    while (atomic_load(&stage->story->born) < stage->count)
        assert_true(now_ns() < until_ns);
    return false;
}

static void add_walker(struct stage *stage, char name, unsigned steps)
{
    if (!is_player(stage))
        return;
    struct actor actor = enter(stage, name);
    for (unsigned i = 0; i < steps; i++)
        come_to_gate(&actor, K_WRITE);
    _exit(0);
}

/* --- the tutor's side ------------------------------------------------------------------------ */

static void conduct(struct stage *stage, unsigned number)
{
    const struct conductor_plan plan = {.number = number};
    stage->conductor = conductor_new(&plan, stage->region, &stage->keeper);
    assert_int_equal(atomic_load(&stage->region->gate), GATE_SHARED);
}

static void turn(struct stage *stage)
{
    struct conductor_switch ignored;
    uint64_t now = now_ns();
    gatekeeper_turn(&stage->keeper, now);
    (void)conductor_turn(stage->conductor, now, &ignored);
}

static void turn_until_over(struct stage *stage)
{
    uint64_t until_ns = now_ns() + PATIENCE_S * 1000000000ull;
    for (unsigned left = stage->count; left > 0;) {
        turn(stage);
        assert_true(now_ns() < until_ns);
        siginfo_t info = {0};
        if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG) == 0 && info.si_pid != 0)
            left--;
    }
    stage->count = 0;
}

static void turn_until_stuck(struct stage *stage)
{
    uint64_t until_ns = now_ns() + PATIENCE_S * 1000000000ull;
    while (!conductor_is_stuck(stage->conductor)) {
        turn(stage);
        assert_true(now_ns() < until_ns);
    }
}

/* --- tests ----------------------------------------------------------------------------------- */

static void one_goes_at_a_time_as_the_plan_says(void **state)
{
    struct stage *stage = *state;
    add_walker(stage, 'a', 3);
    add_walker(stage, 'b', 3);
    conduct(stage, 0);
    turn_until_over(stage);
    assert_string_equal(stage->story->order, "aaabbb");
    assert_int_equal(conductor_length(stage->conductor).own, 3);
    /* After a's first step and its second: behind its third it is gone. */
    assert_int_equal(conductor_length(stage->conductor).choices, 2);
}

static void the_youngest_first(void **state)
{
    struct stage *stage = *state;
    add_walker(stage, 'a', 2);
    add_walker(stage, 'b', 2);
    add_walker(stage, 'c', 2);
    conduct(stage, 1);
    turn_until_over(stage);
    assert_string_equal(stage->story->order, "ccbbaa");
}

static void in_turn(void **state)
{
    struct stage *stage = *state;
    add_walker(stage, 'a', 3);
    add_walker(stage, 'b', 3);
    conduct(stage, 2);
    turn_until_over(stage);
    assert_string_equal(stage->story->order, "ababab");
}

/* It blocks in the kernel in its second step; only another's step lets it go on. */
static void who_sleeps_is_waited_for_by_nobody(void **state)
{
    struct stage *stage = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    if (is_player(stage)) {
        struct actor actor = enter(stage, 'a');
        char byte;
        come_to_gate(&actor, K_READ);
        if (read(ends[0], &byte, 1) != 1)
            _exit(1);
        come_to_gate(&actor, K_WRITE);
        _exit(0);
    }
    if (is_player(stage)) {
        struct actor actor = enter(stage, 'b');
        come_to_gate(&actor, K_READ);
        come_to_gate(&actor, K_WRITE);
        if (write(ends[1], "x", 1) != 1)
            _exit(1);
        come_to_gate(&actor, K_CLOSE);
        _exit(0);
    }
    conduct(stage, 0);
    turn_until_over(stage);
    close(ends[0]);
    close(ends[1]);
    assert_string_equal(stage->story->order, "abbba"); /* b goes on as long as it can */
}

static void nobody_who_can_go_on_is_stuck(void **state)
{
    struct stage *stage = *state;
    if (is_player(stage)) {
        struct actor actor = enter(stage, 'a');
        come_to_gate(&actor, K_SLEEP);
        int word = 0;
        (void)syscall(SYS_futex, &word, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0, NULL, NULL, 0);
        _exit(0);
    }
    add_walker(stage, 'b', 2);
    conduct(stage, 0);
    assert_false(conductor_is_stuck(stage->conductor));
    turn_until_stuck(stage);
    assert_string_equal(stage->story->order, "abb"); /* all that could be done was done before */
}

/* A sleep with an end is no standstill, however long everybody else waits. */
static void who_wakes_by_himself_is_not_stuck(void **state)
{
    struct stage *stage = *state;
    if (is_player(stage)) {
        struct actor actor = enter(stage, 'a');
        come_to_gate(&actor, K_SLEEP);
        nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
        come_to_gate(&actor, K_WRITE);
        _exit(0);
    }
    conduct(stage, 0);
    uint64_t until_ns = now_ns() + PATIENCE_S * 1000000000ull;
    while (atomic_load(&stage->story->steps) < 2) {
        turn(stage);
        assert_false(conductor_is_stuck(stage->conductor));
        assert_true(now_ns() < until_ns);
    }
    turn_until_over(stage);
}

/* Killed at the gate, with its ring still there: others go on. */
static void who_is_killed_is_gone(void **state)
{
    struct stage *stage = *state;
    add_walker(stage, 'a', 3);
    add_walker(stage, 'b', 2);
    conduct(stage, 1); /* b's turn is first */
    kill(stage->players[0], SIGKILL);
    waitpid(stage->players[0], NULL, 0);
    ring_free(stage->region, 0); /* as the tutor does when it has reaped it */
    stage->players[0] = stage->players[1];
    stage->count = 1;
    turn_until_over(stage);
    assert_string_equal(stage->story->order, "bb");
}

static void a_step_is_soon_over(void **state)
{
    struct stage *stage = *state;
    conduct(stage, 0);
    assert_false(conductor_is_soon(stage->conductor, now_ns())); /* nobody was let go */
    add_walker(stage, 'a', 1);
    uint64_t now, until_ns = now_ns() + PATIENCE_S * 1000000000ull;
    do {
        struct conductor_switch ignored;
        now = now_ns();
        gatekeeper_turn(&stage->keeper, now);
        (void)conductor_turn(stage->conductor, now, &ignored);
        assert_true(now < until_ns);
    } while (!conductor_is_soon(stage->conductor, now));
    assert_false(conductor_is_soon(stage->conductor, now + 1000000000));
    turn_until_over(stage);
}

/* Until it wakes, whoever was let go still seems to stand there; and the trace may tell only now
 * what he has long been allowed to do. */
static void who_was_let_go_is_not_let_go_again(void **state)
{
    struct stage *stage = *state;
    struct ring *ring = &stage->region->rings[0];
    enum event_kind next = K_NONE;
    assert_int_equal(ring_claim(stage->region, 1, 1), 0);
    gatekeeper_be_conducted(&stage->keeper);
    atomic_store(&ring->at_gate, 1);
    assert_false(gatekeeper_hears(&stage->keeper, 0, &next)); /* nothing is announced */
    ring_records(stage->region, 0)[0] = (struct event){.kind = K_LOCK, .flags = EVENT_AT_GATE};
    atomic_store(&ring->head, 1);
    assert_true(gatekeeper_hears(&stage->keeper, 0, &next));
    assert_int_equal(next, K_LOCK);
    gatekeeper_permit(&stage->keeper, 0);
    gatekeeper_told(&stage->keeper, 0, STEP_COUNTS);
    assert_false(gatekeeper_hears(&stage->keeper, 0, &next));
    gatekeeper_turn(&stage->keeper, 1000000000);
    gatekeeper_turn(&stage->keeper, 2000000000); /* however long it takes him to wake */
    assert_false(gatekeeper_hears(&stage->keeper, 0, &next));
    ring_records(stage->region, 0)[1] = (struct event){.kind = K_LOCK};
    atomic_store(&ring->head, 2); /* a signal's handler speaks before he is away from the gate */
    assert_false(gatekeeper_hears(&stage->keeper, 0, &next));
    ring_records(stage->region, 0)[2] = (struct event){.kind = K_UNLOCK, .flags = EVENT_AT_GATE};
    atomic_store(&ring->head, 3);
    assert_true(gatekeeper_hears(&stage->keeper, 0, &next));
    assert_int_equal(next, K_UNLOCK);
    /* What did not fit into his ring cannot be heard: he is let go all the same after a while. */
    gatekeeper_permit(&stage->keeper, 0);
    atomic_store(&ring->dropped, 1);
    gatekeeper_turn(&stage->keeper, 3000000000);
    assert_false(gatekeeper_hears(&stage->keeper, 0, &next));
    gatekeeper_turn(&stage->keeper, 4000000000);
    assert_true(gatekeeper_hears(&stage->keeper, 0, &next));
    assert_int_equal(next, K_NONE);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_stage, close_stage)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_goes_at_a_time_as_the_plan_says),
        TEST(the_youngest_first),
        TEST(in_turn),
        TEST(who_sleeps_is_waited_for_by_nobody),
        TEST(nobody_who_can_go_on_is_stuck),
        TEST(who_wakes_by_himself_is_not_stuck),
        TEST(who_is_killed_is_gone),
        TEST(a_step_is_soon_over),
        TEST(who_was_let_go_is_not_let_go_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
