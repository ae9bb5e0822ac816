/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every event means, and who waits for whom.
 */
#include "story.h"

static void a_lock_has_an_owner_and_waiters_in_order(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, MAIN, K_LOCK, LOCK, 0, LOCK_PLAIN, 14, EVENT_AT_ONCE);
    tell(trace, T2, K_LOCK_WAIT, LOCK, 0, LOCK_PLAIN, 20, 0);
    size_t waiting = tell(trace, T1, K_LOCK_WAIT, LOCK, 0, LOCK_PLAIN, 20, 0) + 1;
    tell(trace, MAIN, K_UNLOCK, LOCK, 0, LOCK_PLAIN, 16, 0);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_PLAIN, 20, 0);
    struct model *model = model_new(trace);
    model_seek(model, waiting);
    const struct model_lock *lock = model_lock_of(model, LOCK);
    assert_non_null(lock);
    assert_int_equal(lock->owner, MAIN);
    assert_int_equal(lock->waiter_count, 2);
    assert_int_equal(lock->waiters[0], T2);
    assert_int_equal(lock->waiters[1], T1);
    assert_int_equal(model_lane(model, T1)->state, LANE_BLOCKED);
    assert_int_equal(model_lane(model, T1)->waits_for, MAIN);
    struct text why = {0};
    model_explain(model, T1, &why);
    assert_string_equal(text_get(&why), "T1 waits for lock, held by main since line 14");
    text_clear(&why);
    model_explain(model, MAIN, &why);
    assert_string_equal(text_get(&why), "");

    model_seek(model, waiting + 1);
    assert_int_equal(model_lock_of(model, LOCK)->owner, 0);
    assert_int_equal(model_lane(model, T1)->waits_for, 0);
    model_seek(model, trace_count(trace));
    lock = model_lock_of(model, LOCK);
    assert_int_equal(lock->owner, T1);
    assert_int_equal(lock->waiter_count, 1);
    assert_int_equal(lock->waiters[0], T2);
    assert_int_equal(lock->acquisitions, 2);
    assert_int_equal(lock->contended, 2);
    assert_int_equal(lock->wait_ns, 2000);
    assert_int_equal(model_lane(model, T1)->wait_ns, 2000);
    assert_int_equal(model_lane(model, T2)->waits_for, T1);
    text_release(&why);
    model_free(model);
    trace_free(trace);
}

static void a_deadlock_is_a_cycle(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, MAIN, K_JOIN_WAIT, HANDLE1, 0, 0, 30, 0);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_PLAIN, 10, EVENT_AT_ONCE);
    tell(trace, T2, K_LOCK, LOCK_B, 0, LOCK_PLAIN, 20, EVENT_AT_ONCE);
    tell(trace, T1, K_LOCK_WAIT, LOCK_B, 0, LOCK_PLAIN, 11, 0);
    struct model *model = at_end(trace);
    uint32_t lanes[8];
    assert_int_equal(model_cycle(model, lanes, 8), 0);
    tell(trace, T2, K_LOCK_WAIT, LOCK, 0, LOCK_PLAIN, 21, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_cycle(model, lanes, 8), 2);
    assert_true((lanes[0] == T1 && lanes[1] == T2) || (lanes[0] == T2 && lanes[1] == T1));
    assert_int_equal(model_cycle(model, lanes, 1), 1);
    assert_int_equal(model_lane(model, MAIN)->waits_for, T1);
    model_free(model);
    trace_free(trace);
}

static void a_lock_taken_twice_is_a_cycle_of_one(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_PLAIN, 10, EVENT_AT_ONCE);
    tell(trace, T1, K_LOCK_WAIT, LOCK, 0, LOCK_PLAIN, 11, 0);
    struct model *model = at_end(trace);
    uint32_t lanes[4];
    assert_int_equal(model_cycle(model, lanes, 4), 1);
    assert_int_equal(lanes[0], T1);
    struct text why = {0};
    model_explain(model, T1, &why);
    assert_string_equal(text_get(&why), "T1 waits for lock, which it holds itself since line 10");
    text_release(&why);
    model_free(model);
    trace_free(trace);
}

static void a_join_waits_even_before_the_thread_starts(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    /* As a collector sees it: the join's object was made before the start's, for one address. */
    uint32_t early = story_object(trace, "a thread", 0x7001, GROUP_TASK, "", 0);
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    tell(trace, MAIN, K_JOIN_WAIT, early, 0, 0, 30, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lane(model, MAIN)->waits_for, 0);
    tell(trace, T1, K_THREAD_START, HANDLE1, STORY_PID, 0, 0, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, MAIN)->waits_for, T1);
    struct text why = {0};
    model_explain(model, MAIN, &why);
    assert_string_equal(text_get(&why), "main waits for T1 to end");
    text_release(&why);
    tell(trace, MAIN, K_JOIN_TIMEOUT, HANDLE1, 0, 0, 40, 0); /* it goes on, and so does T1 */
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, MAIN)->state, LANE_RUNNING);
    assert_int_not_equal(model_lane(model, T1)->state, LANE_ENDED);
    tell(trace, T1, K_THREAD_EXIT, HANDLE1, 0, 0, 0, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, MAIN)->waits_for, 0);
    assert_int_equal(model_lane(model, T1)->state, LANE_ENDED);
    tell(trace, MAIN, K_JOIN, early, 0, 0, 30, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_thread(model, STORY_PID, 0x7001), 0);
    assert_int_equal(model_lane(model, MAIN)->state, LANE_RUNNING);
    model_free(model);
    trace_free(trace);
}

static void a_condition_gives_the_mutex_up_and_takes_it_back(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_PLAIN, 10, EVENT_AT_ONCE);
    tell(trace, T1, K_COND_WAIT, READY, LOCK, 0, 11, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lock_of(model, LOCK)->owner, 0);
    assert_int_equal(model_lock_of(model, READY)->waiter_count, 1);
    assert_int_equal(model_lock_of(model, READY)->waiters[0], T1);
    assert_int_equal(model_lane(model, T1)->waits_for, 0);
    tell(trace, T1, K_COND_WOKEN, READY, LOCK, 0, 11, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lock_of(model, LOCK)->owner, T1);
    assert_int_equal(model_lock_of(model, READY)->waiter_count, 0);
    assert_int_equal(model_lane(model, T1)->state, LANE_RUNNING);
    model_free(model);
    trace_free(trace);
}

static void a_read_lock_has_many_owners_and_a_writer_waits_for_all(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, MAIN, K_RDLOCK, LOCK, 0, LOCK_SHARED, 10, EVENT_AT_ONCE);
    tell(trace, T1, K_RDLOCK, LOCK, 0, LOCK_SHARED, 10, EVENT_AT_ONCE);
    tell(trace, T2, K_LOCK, LOCK_B, 0, LOCK_PLAIN, 10, EVENT_AT_ONCE);
    tell(trace, T2, K_WRLOCK_WAIT, LOCK, 0, LOCK_SHARED, 10, 0);
    tell(trace, T1, K_LOCK_WAIT, LOCK_B, 0, LOCK_PLAIN, 10, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lock_of(model, LOCK)->depth, 2);
    assert_int_equal(model_lock_of(model, LOCK)->owner, MAIN);
    uint32_t lanes[8]; /* the second reader closes it, not the one that stands as owner */
    assert_int_equal(model_cycle(model, lanes, 8), 2);
    tell(trace, MAIN, K_RWUNLOCK, LOCK, 0, LOCK_SHARED, 12, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lock_of(model, LOCK)->owner, T1);
    assert_int_equal(model_lock_of(model, LOCK)->depth, 1);
    tell(trace, T1, K_RWUNLOCK, LOCK, 0, LOCK_SHARED, 12, 0);
    tell(trace, T2, K_WRLOCK, LOCK, 0, LOCK_SHARED, 12, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lock_of(model, LOCK)->owner, T2);
    assert_int_equal(model_lock_of(model, LOCK)->is_shared, 0);
    model_free(model);
    trace_free(trace);
}

static void kinds_of_locks_differ(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_RECURSIVE, 10, EVENT_AT_ONCE);
    tell(trace, T1, K_LOCK, LOCK, 0, LOCK_RECURSIVE, 11, EVENT_AT_ONCE);
    tell(trace, T1, K_UNLOCK, LOCK, 0, LOCK_RECURSIVE, 12, 0);
    tell(trace, T2, K_UNLOCK, LOCK, 0, LOCK_RECURSIVE, 12, 0); /* refused by the lock */
    tell(trace, T2, K_LOCK_BUSY, LOCK, 0, LOCK_RECURSIVE, 12, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lock_of(model, LOCK)->owner, T1);
    assert_int_equal(model_lock_of(model, LOCK)->depth, 1);
    tell(trace, T1, K_UNLOCK, LOCK, 0, LOCK_RECURSIVE, 13, 0);
    tell(trace, T1, K_LOCK, LOCK_B, 0, LOCK_PLAIN, 14, EVENT_AT_ONCE);
    tell(trace, T2, K_UNLOCK, LOCK_B, 0, LOCK_PLAIN, 15, 0); /* wrong, but it does unlock */
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lock_of(model, LOCK)->owner, 0);
    assert_int_equal(model_lock_of(model, LOCK_B)->owner, 0);
    model_free(model);
    trace_free(trace);
}

static void semaphores_count_and_barriers_gather(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, MAIN, K_SEM_INIT, SEM, 1, 0, 5, 0);
    tell(trace, T1, K_SEM_GOT, SEM, 0, 0, 6, EVENT_AT_ONCE);
    tell(trace, T2, K_SEM_WAIT, SEM, 0, 0, 6, 0);
    tell(trace, MAIN, K_BARRIER_INIT, GATHER, 3, 0, 7, 0);
    tell(trace, T1, K_BARRIER_WAIT, GATHER, 0, 0, 8, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lock_of(model, SEM)->value, 0);
    assert_int_equal(model_lock_of(model, SEM)->waiter_count, 1);
    assert_int_equal(model_lane(model, T2)->state, LANE_BLOCKED);
    struct text why = {0};
    model_explain(model, T1, &why);
    assert_string_equal(text_get(&why), "T1 waits at meeting: 1 of 3 are there");
    text_clear(&why);
    model_explain(model, T2, &why);
    assert_string_equal(text_get(&why), "T2 waits until seats is more than zero");
    text_release(&why);
    tell(trace, T1, K_BARRIER_PASS, GATHER, 0, 0, 8, 0);
    tell(trace, MAIN, K_SEM_POST, SEM, 0, 0, 9, 0);
    tell(trace, T2, K_SEM_GOT, SEM, 0, 0, 6, 0);
    tell(trace, T2, K_SEM_GOT, SEM, 0, 0, 6, 0); /* a post was lost: it cannot go below zero */
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lock_of(model, SEM)->value, 0);
    assert_int_equal(model_lock_of(model, SEM)->wait_ns, 5000);
    model_free(model);
    trace_free(trace);
}

static void the_kernel_says_who_runs(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_SWITCH_IN, 0, 0, 0, 0, 0);
    tell(trace, T1, K_SWITCH_OUT, 0, 1, 0, 0, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_lane(model, T1)->state, LANE_READY);
    assert_int_equal(model_lane(model, T1)->run_ns, 1000);
    assert_int_equal(model_lane(model, T1)->preemptions, 1);
    tell(trace, T1, K_SWITCH_IN, 0, 0, 0, 0, 0);
    tell(trace, T1, K_LOCK_WAIT, LOCK, 0, 0, 5, 0);
    tell(trace, T1, K_SWITCH_OUT, 0, 0, 0, 0, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, T1)->state, LANE_BLOCKED);
    assert_int_equal(model_lane(model, T1)->object, LOCK);
    assert_int_equal(model_lane(model, T1)->switches, 2);
    assert_int_equal(model_lane(model, T1)->preemptions, 1);
    assert_int_equal(model_lane(model, T1)->run_ns, 3000);
    tell(trace, T1, K_SWITCH_IN, 0, 0, 0, 0, 0); /* awake, but it does not have the lock yet */
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, T1)->state, LANE_BLOCKED);
    tell(trace, T2, K_SWITCH_OUT, 0, 0, 0, 0, 0);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, T2)->state, LANE_BLOCKED);
    assert_int_equal(model_lane(model, T2)->object, 0);
    model_free(model);
    trace_free(trace);
}

static void what_waits_at_the_gate_has_not_happened(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, EVENT_AT_GATE);
    tell(trace, T2, K_MEM_WRITE, COUNTER, 7, 4, 5, EVENT_AT_GATE);
    struct model *model = at_end(trace);
    assert_int_equal(model_lane(model, T1)->state, LANE_AT_GATE);
    assert_null(model_lock_of(model, LOCK));
    assert_null(model_variable_of(model, COUNTER));
    assert_int_equal(model_count_of(model, K_LOCK), 0);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, EVENT_AT_ONCE);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_lane(model, T1)->state, LANE_RUNNING);
    assert_int_equal(model_lock_of(model, LOCK)->owner, T1);
    assert_int_equal(model_count_of(model, K_LOCK), 1);
    model_free(model);
    trace_free(trace);
}

static void variables_have_values_and_signs(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    uint32_t wide = story_object(trace, "mask", 0x2000, GROUP_MEMORY, "uint32_t", 4);
    begin(trace);
    tell(trace, T1, K_MEM_READ, COUNTER, 41, 4, 5, EVENT_VALUE);
    tell(trace, T1, K_MEM_WRITE, COUNTER, 0xffffffff, 4, 5, EVENT_VALUE);
    tell(trace, T2, K_SAMPLE, wide, 0xffffffff, 4, 0, 0);
    struct model *model = at_end(trace);
    const struct model_variable *variable = model_variable_of(model, COUNTER);
    assert_int_equal(variable->value, -1);
    assert_int_equal(variable->writer, T1);
    assert_int_equal(variable->reads, 1);
    assert_int_equal(variable->writes, 1);
    assert_true(variable->is_known);
    assert_int_equal(model_variable_of(model, wide)->value, 0xffffffffu);
    assert_int_equal(model_variable_of(model, wide)->samples, 1);
    assert_int_equal(model_variables(model), 2);
    tell(trace, T2, K_MEM_WRITE, COUNTER, 0, 4, 5, 0);
    model_seek(model, trace_count(trace));
    assert_false(model_variable_of(model, COUNTER)->is_known);
    model_free(model);
    trace_free(trace);
}

static void a_process_takes_its_threads_with_it(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK_WAIT, LOCK, 0, 0, 5, 0);
    tell(trace, MAIN, K_ENDED, 0, 0, 11, 0, 0);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, 0); /* late: it is dead all the same */
    struct model *model = at_end(trace);
    for (uint32_t lane = MAIN; lane <= T2; lane++)
        assert_int_equal(model_lane(model, lane)->state, LANE_ENDED);
    assert_int_equal(model_lane(model, MAIN)->status, 11);
    assert_int_equal(model_lock_of(model, LOCK)->waiter_count, 0);
    struct text why = {0};
    model_explain(model, MAIN, &why);
    assert_string_equal(text_get(&why),
                        "main has ended: it was killed by SIGSEGV (Segmentation fault)");
    text_release(&why);
    model_free(model);
    trace_free(trace);
}

static void losses_make_no_deadlocks(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T1, K_LOCK, LOCK, 0, 0, 5, EVENT_AT_ONCE);
    tell(trace, T1, K_LOST, 0, 10, 0, 0, 0);
    tell(trace, T1, K_LOCK_WAIT, LOCK, 0, 0, 5, 0);
    struct model *model = at_end(trace);
    uint32_t lanes[4];
    assert_int_equal(model_cycle(model, lanes, 4), 0);
    struct text why = {0};
    model_explain(model, T1, &why);
    assert_string_equal(text_get(&why), "T1 waits for lock");
    text_release(&why);
    model_free(model);
    trace_free(trace);
}

static void many_waiters_are_listed_as_far_as_there_is_room(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, MAIN, K_LOCK, LOCK, 0, 0, 5, EVENT_AT_ONCE);
    uint32_t first = (uint32_t)trace_lanes(trace);
    for (uint32_t i = 0; i < 50; i++) {
        uint32_t lane =
            trace_add_lane(trace, &(struct lane){.pid = STORY_PID, .tid = 500 + i, .parent = MAIN});
        tell(trace, lane, K_LOCK_WAIT, LOCK, 0, 0, 5, 0);
    }
    tell(trace, first, K_LOCK, LOCK, 0, 0, 5, 0);
    struct model *model = at_end(trace);
    const struct model_lock *lock = model_lock_of(model, LOCK);
    assert_int_equal(lock->waiter_count, 49);
    for (uint32_t i = 0; i < MODEL_WAITERS; i++)
        assert_int_equal(lock->waiters[i], first + 1 + i);
    model_free(model);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lock_has_an_owner_and_waiters_in_order),
        cmocka_unit_test(a_deadlock_is_a_cycle),
        cmocka_unit_test(a_lock_taken_twice_is_a_cycle_of_one),
        cmocka_unit_test(a_join_waits_even_before_the_thread_starts),
        cmocka_unit_test(a_condition_gives_the_mutex_up_and_takes_it_back),
        cmocka_unit_test(a_read_lock_has_many_owners_and_a_writer_waits_for_all),
        cmocka_unit_test(kinds_of_locks_differ),
        cmocka_unit_test(semaphores_count_and_barriers_gather),
        cmocka_unit_test(the_kernel_says_who_runs),
        cmocka_unit_test(what_waits_at_the_gate_has_not_happened),
        cmocka_unit_test(variables_have_values_and_signs),
        cmocka_unit_test(a_process_takes_its_threads_with_it),
        cmocka_unit_test(losses_make_no_deadlocks),
        cmocka_unit_test(many_waiters_are_listed_as_far_as_there_is_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
