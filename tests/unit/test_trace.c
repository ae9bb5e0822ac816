/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The trace in memory: what goes in comes out, at any size.
 */
#include "story.h"

#include "core/base/text.h"

static void an_empty_trace_has_only_unknowns(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    assert_int_equal(trace_count(trace), 0);
    assert_int_equal(trace_places(trace), 1);
    assert_int_equal(trace_objects(trace), 1);
    assert_int_equal(trace_lanes(trace), 1);
    assert_int_equal(trace_sources(trace), 1);
    assert_int_equal(trace_lane(trace, 0)->pid, 0);
    assert_string_equal(trace_text(trace, 0), "");
    assert_int_equal(trace_text_size(trace, 0), 0);
    assert_int_equal(trace_facts(trace)->late, 0);
    trace_free(trace);
    trace_free(NULL);
}

static void events_stay_where_they_are(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    tell(trace, MAIN, K_LOCK, LOCK, 0, 0, 1, 0);
    const struct event *first = trace_event(trace, 0);
    for (int i = 1; i < 200000; i++) /* beyond three chunks */
        tell(trace, T1, K_MEM_READ, COUNTER, i, 4, 2, EVENT_VALUE);
    assert_ptr_equal(first, trace_event(trace, 0));
    assert_int_equal(trace_count(trace), 200000);
    for (size_t i = 1; i < 200000; i++) {
        assert_int_equal(trace_event(trace, i)->a, i);
    }
    trace_free(trace);
}

static void what_comes_late_is_counted_not_moved(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    static const uint64_t clocks[] = {10, 20, 15, 15, 30, 1};
    for (size_t i = 0; i < 6; i++)
        trace_append(trace, &(struct event){.clock = clocks[i], .kind = K_YIELD, .lane = MAIN});
    assert_int_equal(trace_facts(trace)->late, 2);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(trace_event(trace, i)->clock, clocks[i]);
    trace_free(trace);
}

static void equal_texts_share_and_all_bytes_are_kept(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    uint32_t hello = trace_add_text(trace, "hello", 5);
    assert_int_equal(trace_add_text(trace, "hello, world", 5), hello);
    assert_int_not_equal(trace_add_text(trace, "hellO", 5), hello);
    assert_int_equal(trace_add_text(trace, "anything", 0), 0);
    uint32_t binary = trace_add_text(trace, "a\0b\0", 4);
    assert_int_equal(trace_text_size(trace, binary), 4);
    assert_memory_equal(trace_text(trace, binary), "a\0b\0", 5);
    assert_int_not_equal(trace_add_text(trace, "a\0b", 3), binary);

    uint32_t offsets[3000];
    char bytes[64];
    for (int i = 0; i < 3000; i++) {
        int n = snprintf(bytes, sizeof(bytes), "%0*d", 1 + i % 40, i);
        offsets[i] = trace_add_text(trace, bytes, (size_t)n);
    }
    for (int i = 0; i < 3000; i++) {
        int n = snprintf(bytes, sizeof(bytes), "%0*d", 1 + i % 40, i);
        assert_int_equal(trace_text_size(trace, offsets[i]), n);
        assert_string_equal(trace_text(trace, offsets[i]), bytes);
        assert_int_equal(trace_add_text(trace, bytes, (size_t)n), offsets[i]);
    }
    assert_string_equal(trace_text(trace, hello), "hello");
    trace_free(trace);
}

/* The pool moves as it grows; a part of it may be what is added. */
static void a_part_of_a_text_can_be_a_text(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    char bytes[4000];
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)('a' + i % 26);
    uint32_t whole = trace_add_text(trace, bytes, sizeof(bytes));
    for (size_t i = 1; i < 200; i++) {
        uint32_t part = trace_add_text(trace, trace_text(trace, whole) + i, 3000 + i);
        assert_int_equal(trace_text_size(trace, part), 3000 + i);
        assert_memory_equal(trace_text(trace, part), bytes + i, 3000 + i);
    }
    trace_free(trace);
}

static void sources_are_named_by_the_last_part_of_their_path(void **unused)
{
    (void)unused;
    static const char *const paths[][2] = {
        {"/a/b/race.c", "race.c"}, {"race.c", "race.c"}, {"dir/", "dir/"}, {"", ""}};
    struct trace *trace = trace_new();
    for (size_t i = 0; i < 4; i++) {
        uint32_t number = trace_add_source(trace, paths[i][0], i ? NULL : "x\n", i ? 0 : 2);
        const struct source *source = trace_source(trace, number);
        assert_string_equal(trace_text(trace, source->path), paths[i][0]);
        assert_string_equal(trace_text(trace, source->name), paths[i][1]);
        assert_int_equal(source->size, i ? 0 : 2);
    }
    trace_free(trace);
}

static void tables_can_be_changed_later(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    trace_change_lane(trace, T1)->given = story_text(trace, "worker");
    trace_change_facts(trace)->wall_ns = 7;
    assert_string_equal(trace_text(trace, trace_lane(trace, T1)->given), "worker");
    assert_int_equal(trace_facts(trace)->wall_ns, 7);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_trace_has_only_unknowns),
        cmocka_unit_test(events_stay_where_they_are),
        cmocka_unit_test(what_comes_late_is_counted_not_moved),
        cmocka_unit_test(equal_texts_share_and_all_bytes_are_kept),
        cmocka_unit_test(a_part_of_a_text_can_be_a_text),
        cmocka_unit_test(sources_are_named_by_the_last_part_of_their_path),
        cmocka_unit_test(tables_can_be_changed_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
