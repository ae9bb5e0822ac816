/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * perf's records from plain memory: over the end of the ring, unknown kinds, and any garbage.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/process/perfring.h"

#define SIZE 256u

struct record {
    struct perf_event_header header;
    uint32_t pid, tid;
    uint64_t ns;
    uint32_t cpu, spare;
};

static char *ring_bytes; /* on the heap, so that a sanitizer sees its ends */

static int make_ring(void **state)
{
    (void)state;
    ring_bytes = calloc(1, SIZE);
    return ring_bytes ? 0 : -1;
}

static int drop_ring(void **state)
{
    (void)state;
    free(ring_bytes);
    return 0;
}

static uint64_t put(uint64_t at, const void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ring_bytes[(at + i) % SIZE] = ((const char *)bytes)[i];
    return at + n;
}

static uint64_t put_switch(uint64_t at, uint32_t type, uint16_t misc, uint32_t tid)
{
    struct record record = {.header = {type, misc, sizeof(record)}, .pid = 7, .tid = tid};
    record.ns = 1000 + tid;
    record.cpu = 3;
    return put(at, &record, sizeof(record));
}

static void switches_run_over_the_end(void **state)
{
    (void)state;
    /* 32 bytes a record, begun at 8 before a multiple: each 8th lies over the end. */
    struct perfring ring = {.bytes = ring_bytes, .size = SIZE, .tail = SIZE - 8};
    uint64_t head = ring.tail;
    for (uint32_t i = 1; i <= 100; i++) {
        uint16_t misc = i % 3 == 0 ? 0
                        : i % 3 == 1
                            ? PERF_RECORD_MISC_SWITCH_OUT
                            : PERF_RECORD_MISC_SWITCH_OUT | PERF_RECORD_MISC_SWITCH_OUT_PREEMPT;
        head = put_switch(head, PERF_RECORD_SWITCH, misc, i);
        struct kernel_switch got;
        assert_true(perfring_next(&ring, head, &got));
        assert_int_equal(got.tid, i);
        assert_int_equal(got.pid, 7);
        assert_int_equal(got.ns, 1000 + i);
        assert_int_equal(got.cpu, 3);
        assert_int_equal(got.is_in, i % 3 == 0);
        assert_int_equal(got.is_preempted, i % 3 == 2);
        assert_false(perfring_next(&ring, head, &got));
        assert_int_equal(ring.tail, head);
    }
    assert_int_equal(ring.lost, 0);
}

static void an_end_is_a_switch_out(void **state)
{
    (void)state;
    struct perfring ring = {.bytes = ring_bytes, .size = SIZE};
    uint64_t head = put_switch(0, PERF_RECORD_FORK, 0, 1); /* of no interest */
    /* The bits of `misc` mean other things in other records. */
    head = put_switch(head, PERF_RECORD_EXIT, PERF_RECORD_MISC_SWITCH_OUT_PREEMPT, 2);
    struct kernel_switch got;
    assert_true(perfring_next(&ring, head, &got));
    assert_int_equal(got.tid, 2);
    assert_false(got.is_in);
    assert_false(got.is_preempted);
    assert_false(perfring_next(&ring, head, &got));
}

static void losses_are_counted(void **state)
{
    (void)state;
    struct perfring ring = {.bytes = ring_bytes, .size = SIZE, .tail = SIZE - 12};
    struct {
        struct perf_event_header header;
        uint64_t id, lost;
    } lost = {{PERF_RECORD_LOST, 0, sizeof(lost)}, 1, 42};
    uint64_t head = put(ring.tail, &lost, sizeof(lost));
    head = put_switch(head, PERF_RECORD_SWITCH, 0, 5);
    struct kernel_switch got;
    assert_true(perfring_next(&ring, head, &got));
    assert_int_equal(got.tid, 5);
    assert_int_equal(ring.lost, 42);
}

static void sizes_are_not_believed(void **state)
{
    (void)state;
    static const uint16_t sizes[] = {0, 1, 7, 255, 65535};
    struct kernel_switch got;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
        struct perfring ring = {.bytes = ring_bytes, .size = SIZE};
        struct perf_event_header header = {PERF_RECORD_SWITCH, 0, sizes[i]};
        put(0, &header, sizeof(header));
        assert_false(perfring_next(&ring, 64, &got));
        assert_int_equal(ring.tail, 64);
        assert_int_equal(ring.lost, 1);
    }
    /* A switch record too short for who and when. */
    struct perfring ring = {.bytes = ring_bytes, .size = SIZE};
    struct perf_event_header header = {PERF_RECORD_SWITCH, 0, sizeof(header)};
    put(0, &header, sizeof(header));
    assert_false(perfring_next(&ring, sizeof(header), &got));
    assert_int_equal(ring.lost, 0);
    /* A head that is farther than the ring is long, or behind the tail. */
    static const uint64_t heads[] = {SIZE + 8, 4, UINT64_MAX};
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        struct perfring far = {.bytes = ring_bytes, .size = SIZE, .tail = i == 1 ? 8 : 0};
        assert_false(perfring_next(&far, heads[i], &got));
        assert_int_equal(far.tail, heads[i]);
        assert_int_equal(far.lost, 1);
    }
}

static void garbage_comes_to_an_end(void **state)
{
    (void)state;
    unsigned seed = 1;
    for (int round = 0; round < 20000; round++) {
        for (size_t i = 0; i < SIZE; i++) {
            seed = seed * 1103515245u + 12345u;
            /* Mostly small numbers: so that sizes are often believable. */
            ring_bytes[i] = (char)(seed >> 16 & (round % 2 ? 0x2f : 0xff));
        }
        struct perfring ring = {.bytes = ring_bytes, .size = SIZE, .tail = seed >> 8};
        uint64_t head = ring.tail + (seed >> 20) % (SIZE + 32);
        struct kernel_switch got;
        int n = 0;
        while (perfring_next(&ring, head, &got))
            assert_true(++n <= (int)(SIZE / sizeof(struct perf_event_header)));
        assert_int_equal(ring.tail, head);
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_ring, drop_ring)
    const struct CMUnitTest tests[] = {
        TEST(switches_run_over_the_end), TEST(an_end_is_a_switch_out),  TEST(losses_are_counted),
        TEST(sizes_are_not_believed),    TEST(garbage_comes_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
