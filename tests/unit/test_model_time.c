/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Going back and forth in time is the same as folding from the start, for sensible traces and for
 * nonsense.
 */
#include "story.h"

static void same_lane(const struct model_lane *a, const struct model_lane *b)
{
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->object, b->object);
    assert_int_equal(a->waits_for, b->waits_for);
    assert_int_equal(a->place, b->place);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->cpu, b->cpu);
    assert_int_equal(a->since, b->since);
    assert_int_equal(a->run_ns, b->run_ns);
    assert_int_equal(a->wait_ns, b->wait_ns);
    assert_int_equal(a->switches, b->switches);
    assert_int_equal(a->preemptions, b->preemptions);
    assert_int_equal(a->events, b->events);
    assert_int_equal(a->status, b->status);
}

static void same_lock(const struct model_lock *a, const struct model_lock *b)
{
    assert_int_equal(a->object, b->object);
    assert_int_equal(a->group, b->group);
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->owner, b->owner);
    assert_int_equal(a->depth, b->depth);
    assert_int_equal(a->is_shared, b->is_shared);
    assert_int_equal(a->owner_place, b->owner_place);
    assert_int_equal(a->value, b->value);
    assert_int_equal(a->waiter_count, b->waiter_count);
    for (uint32_t i = 0; i < a->waiter_count && i < MODEL_WAITERS; i++)
        assert_int_equal(a->waiters[i], b->waiters[i]);
    assert_int_equal(a->acquisitions, b->acquisitions);
    assert_int_equal(a->contended, b->contended);
    assert_int_equal(a->wait_ns, b->wait_ns);
}

static void same_moment(const struct trace *trace, const struct model *a, const struct model *b)
{
    assert_int_equal(model_position(a), model_position(b));
    for (uint32_t i = 0; i < trace_lanes(trace); i++)
        same_lane(model_lane(a, i), model_lane(b, i));
    assert_int_equal(model_locks(a), model_locks(b));
    for (size_t i = 0; i < model_locks(a); i++)
        same_lock(model_lock(a, i), model_lock(b, i));
    assert_int_equal(model_variables(a), model_variables(b));
    for (size_t i = 0; i < model_variables(a); i++)
        assert_memory_equal(model_variable(a, i), model_variable(b, i),
                            offsetof(struct model_variable, is_known) + 1);
    for (int kind = 0; kind < K_COUNT; kind++)
        assert_int_equal(model_count_of(a, (enum event_kind)kind),
                         model_count_of(b, (enum event_kind)kind));
    uint32_t cycle_a[8], cycle_b[8];
    size_t n = model_cycle(a, cycle_a, 8);
    assert_int_equal(n, model_cycle(b, cycle_b, 8));
    assert_memory_equal(cycle_a, cycle_b, n * sizeof(*cycle_a));
}

/* Any event of any kind about anything, from lanes and objects that may not exist. */
static void tell_nonsense(struct trace *trace, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum event_kind kind = (enum event_kind)(random() % K_COUNT);
        if (kind == K_TEXT)
            kind = K_LOCK_WAIT;
        if (kind == K_ENDED && random() % 50)
            kind = K_LOCK;
        uint32_t lane = (uint32_t)random() % (uint32_t)trace_lanes(trace);
        uint64_t object = (uint64_t)random() % trace_objects(trace);
        int64_t a = random() % 4 ? random() % 12 : (int64_t)random() * 0x40000001;
        int64_t b = random() % 4 ? random() % 6 : -random();
        uint32_t flags = (uint32_t)random() & 3u;
        if (random() % 8 == 0)
            flags |= EVENT_AT_GATE;
        tell(trace, lane, kind, object, a, b, (uint64_t)random() % trace_places(trace), flags);
    }
}

static void going_back_and_forth_is_the_same_as_starting_anew(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    srandom(7);
    begin(trace);
    for (uint32_t i = 0; i < 40; i++)
        trace_add_lane(trace, &(struct lane){.pid = STORY_PID + i / 4 * 10,
                                             .tid = 700 + i,
                                             .is_process = i % 4 == 0,
                                             .handle = 0x7000 + i});
    tell_nonsense(trace, 5 * MODEL_STRIDE / 2);
    struct model *moved = model_new(trace);
    for (int i = 0; i < 60; i++) {
        size_t count = (size_t)random() % (trace_count(trace) + 1);
        if (i % 3 == 1) /* a step or two from here */
            count = model_position(moved) + (size_t)random() % 5 - 2;
        model_seek(moved, count);
        struct model *fresh = model_new(trace);
        model_seek(fresh, count);
        same_moment(trace, moved, fresh);
        model_free(fresh);
    }
    /* The trace grows behind the model's back, as it does while a program runs. */
    tell_nonsense(trace, MODEL_STRIDE);
    model_seek(moved, SIZE_MAX);
    assert_int_equal(model_position(moved), trace_count(trace));
    struct model *fresh = at_end(trace);
    same_moment(trace, moved, fresh);
    struct text text = {0};
    for (uint32_t lane = 0; lane < trace_lanes(trace); lane++)
        model_explain(moved, lane, &text);
    for (size_t i = 0; i < 3000; i++) {
        narrate(&text, trace, moved, i);
        event_json(&text, trace, moved, i);
    }
    assert_true(text.size > 3000);
    text_release(&text);
    model_free(fresh);
    model_free(moved);
    trace_free(trace);
}

static void nothing_has_happened_in_an_empty_trace(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    struct model *model = at_end(trace);
    uint32_t lanes[1];
    assert_int_equal(model_position(model), 0);
    assert_int_equal(model_locks(model), 0);
    assert_int_equal(model_lane(model, 9)->state, LANE_UNBORN);
    assert_int_equal(model_cycle(model, lanes, 1), 0);
    assert_null(model_lock_of(model, 0));
    assert_null(model_variable_of(model, 77));
    model_free(model);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(going_back_and_forth_is_the_same_as_starting_anew),
        cmocka_unit_test(nothing_has_happened_in_an_empty_trace),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
