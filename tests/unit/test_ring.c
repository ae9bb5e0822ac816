/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rings under stress: many more producers than cores, threads and forked processes, with a
 * consumer that merges in order of time. What must hold: emitted + dropped == attempted; nothing
 * late; each producer's events complete and in order but for the gaps that K_LOST names; text
 * whole.
 *
 * The producers use the probe's own fast path (probe/emit.h and emit.c, included here).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "../../src/probe/emit.c"
#include "../../src/probe/name.c"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "event/clock.h"

struct region *probe_region;

bool self_enter(void)
{
    return false;
}

void gate_wait(const struct say *say)
{
    (void)say;
}

/* --- producers ------------------------------------------------------------------------------ */

static void join_region(void)
{
    struct self *me = &self;
    *me = (struct self){.tid = (uint32_t)syscall(SYS_gettid), .pid = (uint32_t)getpid()};
    int slot = ring_claim(probe_region, me->pid, me->tid);
    assert_true(slot >= 0);
    me->ring = &probe_region->rings[slot];
    me->records = layout_records(probe_region, (uint32_t)slot);
    me->mask = layout_of(probe_region)->ring_events - 1;
    me->head = atomic_load(&me->ring->head);
    me->cpu = &me->started_on;
    me->state = SELF_ON;
}

static void produce(long events)
{
    static const char text[] = "a text that is longer than one record can carry, in 3 records: "
                               "0123456789 0123456789 0123456789 01234";
    for (long i = 0; i < events; i++) {
        const struct say say = {.kind = i % 7 == 3 ? K_PRINT : K_MEM_READ, .a = i};
        if (say.kind == K_PRINT)
            emit_text(&say, text, (size_t)(i % (long)sizeof(text)));
        else
            emit(&say);
        if (i % 1000 == 999)
            sched_yield(); /* so that the schedule is mixed, not as synchronisation */
    }
    emit_make_room(&self, 0);
    self.state = SELF_OFF;
    ring_leave(self.ring);
}

static long events_each;

static void *producer(void *unused)
{
    (void)unused;
    join_region();
    produce(events_each);
    return NULL;
}

/* --- consumer ------------------------------------------------------------------------------- */

struct stream {
    struct ring_reader reader;
    long next; /* number that the next event must have, but for what was lost */
    size_t ready, taken;
    uint64_t clock;
};

struct tally {
    uint64_t events, lost, texts, late, wrong;
    uint64_t clock; /* the last one merged */
};

static void merge_one(struct region *region, uint32_t slot, struct stream *stream,
                      struct tally *tally)
{
    struct event event;
    ring_peek(region, slot, &stream->reader, stream->taken, &event);
    size_t more = (event.text + TEXT_BYTES - 1) / TEXT_BYTES;
    tally->late += event.clock < tally->clock;
    tally->clock = event.clock;
    if (event.kind == K_LOST) {
        tally->lost += (uint64_t)event.a;
        stream->next += event.a;
    } else {
        tally->events++;
        tally->wrong += event.a != stream->next;
        stream->next = event.a + 1;
    }
    size_t bytes = 0;
    for (size_t i = 1; i <= more; i++) {
        struct event text;
        ring_peek(region, slot, &stream->reader, stream->taken + i, &text);
        tally->wrong += text.kind != K_TEXT;
        bytes += text.text;
    }
    tally->wrong += bytes != event.text;
    tally->texts += more;
    stream->taken += 1 + more;
    if (stream->taken < stream->ready) {
        ring_peek(region, slot, &stream->reader, stream->taken, &event);
        stream->clock = event.clock;
    }
}

static void merge(struct region *region, struct stream *streams, struct tally *tally, bool is_last)
{
    uint64_t now = clock_now();
    uint64_t bound = is_last ? UINT64_MAX : now;
    for (uint32_t slot = 0; slot < RING_SLOTS && !is_last; slot++) {
        uint64_t own = ring_bound(region, slot, &streams[slot].reader, now);
        bound = own < bound ? own : bound;
    }
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        struct stream *stream = &streams[slot];
        stream->taken = 0;
        stream->ready = ring_ready(region, slot, &stream->reader);
        assert_false(stream->reader.corrupt);
        struct event event;
        ring_peek(region, slot, &stream->reader, 0, &event);
        stream->clock = event.clock;
    }
    for (;;) {
        uint32_t first = RING_SLOTS;
        for (uint32_t slot = 0; slot < RING_SLOTS; slot++)
            if (streams[slot].taken < streams[slot].ready && streams[slot].clock <= bound &&
                (first == RING_SLOTS || streams[slot].clock < streams[first].clock))
                first = slot;
        if (first == RING_SLOTS)
            break;
        merge_one(region, first, &streams[first], tally);
    }
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++)
        ring_take(region, slot, &streams[slot].reader, streams[slot].taken);
}

static uint32_t count_state(struct region *region, uint32_t state)
{
    uint32_t n = 0;
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++)
        n += atomic_load(&region->rings[slot].state) == state;
    return n;
}

static void check(struct region *region, const struct tally *tally, uint32_t producers)
{
    uint64_t attempts = 0, dropped = 0;
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        for (int kind = 0; kind < K_COUNT; kind++)
            attempts += atomic_load(&region->rings[slot].counts[kind]);
        dropped += atomic_load(&region->rings[slot].dropped);
    }
    assert_int_equal(attempts, (uint64_t)producers * (uint64_t)events_each);
    assert_int_equal(tally->events + dropped, attempts);
    assert_true(tally->lost <= dropped); /* the last gap of a ring that stayed full is not said */
    assert_int_equal(tally->late, 0);
    assert_int_equal(tally->wrong, 0);
    assert_true(tally->texts > 0);
}

static void threads_against_one_consumer(uint32_t producers, uint32_t ring_events, long events)
{
    int fd;
    probe_region = region_create(ring_events, producers, &fd);
    assert_non_null(probe_region);
    events_each = events;
    static struct stream streams[RING_SLOTS];
    memset(streams, 0, sizeof(streams));
    struct tally tally = {0};
    pthread_t threads[64];
    for (uint32_t i = 0; i < producers; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, producer, NULL), 0);
    while (count_state(probe_region, RING_LEAVING) < producers)
        merge(probe_region, streams, &tally, false);
    for (uint32_t i = 0; i < producers; i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    merge(probe_region, streams, &tally, true);
    check(probe_region, &tally, producers);
    region_unmap(probe_region, region_size(ring_events));
    close(fd);
}

static void test_two_producers(void **state)
{
    (void)state;
    threads_against_one_consumer(2, 16384, 400000);
}

static void test_many_producers(void **state)
{
    (void)state;
    threads_against_one_consumer(16, 4096, 50000);
}

static void test_tiny_rings_lose_and_say_so(void **state)
{
    (void)state;
    threads_against_one_consumer(8, RING_EVENTS_MIN, 50000);
}

static void test_processes(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(4096, 8, &fd);
    assert_non_null(probe_region);
    events_each = 50000;
    static struct stream streams[RING_SLOTS];
    struct tally tally = {0};
    pid_t children[8];
    for (int i = 0; i < 8; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            producer(NULL);
            _exit(0);
        }
        assert_true(children[i] > 0);
    }
    while (count_state(probe_region, RING_LEAVING) < 8)
        merge(probe_region, streams, &tally, false);
    for (int i = 0; i < 8; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    merge(probe_region, streams, &tally, true);
    check(probe_region, &tally, 8);
    region_unmap(probe_region, region_size(4096));
    close(fd);
}

/* --- one at a time -------------------------------------------------------------------------- */

static void test_full_ring_says_how_many(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(RING_EVENTS_MIN, 1, &fd);
    assert_non_null(probe_region);
    join_region();
    for (int i = 0; i < 1000; i++)
        emit(&(struct say){.kind = K_YIELD, .a = i});
    struct ring_reader reader = {0};
    assert_int_equal(ring_ready(probe_region, 0, &reader), RING_EVENTS_MIN);
    ring_take(probe_region, 0, &reader, RING_EVENTS_MIN);
    emit(&(struct say){.kind = K_YIELD, .a = 1000});
    assert_int_equal(ring_ready(probe_region, 0, &reader), 2);
    struct event event;
    ring_peek(probe_region, 0, &reader, 0, &event);
    assert_int_equal(event.kind, K_LOST);
    assert_int_equal(event.a, 1000 - RING_EVENTS_MIN);
    ring_peek(probe_region, 0, &reader, 1, &event);
    assert_int_equal(event.kind, K_YIELD);
    assert_int_equal(event.a, 1000);
    assert_int_equal(atomic_load(&self.ring->counts[K_YIELD]), 1001);
    assert_int_equal(atomic_load(&self.ring->dropped), 1000 - RING_EVENTS_MIN);
    region_unmap(probe_region, region_size(RING_EVENTS_MIN));
    close(fd);
}

static void test_event_within_an_event_is_counted(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(RING_EVENTS_MIN, 1, &fd);
    join_region();
    emit(&(struct say){.kind = K_YIELD});
    struct event *outer = emit_open(&self, K_LOCK);
    assert_non_null(outer);
    emit(&(struct say){.kind = K_KILL}); /* as a signal handler would */
    const struct say say = {.kind = K_LOCK};
    emit_fill(&self, outer, &say, clock_now());
    emit_close(&self, 1);
    emit(&(struct say){.kind = K_YIELD});
    const uint16_t expected[] = {K_YIELD, K_LOCK, K_LOST, K_YIELD};
    struct ring_reader reader = {0};
    assert_int_equal(ring_ready(probe_region, 0, &reader), 4);
    for (size_t i = 0; i < 4; i++) {
        struct event event;
        ring_peek(probe_region, 0, &reader, i, &event);
        assert_int_equal(event.kind, expected[i]);
    }
    assert_int_equal(atomic_load(&self.ring->counts[K_KILL]), 1);
    assert_int_equal(atomic_load(&self.ring->dropped), 1);
    region_unmap(probe_region, region_size(RING_EVENTS_MIN));
    close(fd);
}

static void test_an_event_on_its_way_holds_the_bound(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(RING_EVENTS_MIN, 1, &fd);
    join_region();
    emit(&(struct say){.kind = K_YIELD});
    struct ring_reader reader = {0};
    uint64_t before = clock_now();
    (void)ring_bound(probe_region, 0, &reader, before);
    struct event *event = emit_open(&self, K_YIELD);
    uint64_t clock = clock_now();
    for (uint64_t now = clock; now < clock + 4000000; now = clock_now())
        assert_true(ring_bound(probe_region, 0, &reader, now) <= clock);
    const struct say say = {.kind = K_YIELD};
    emit_fill(&self, event, &say, clock);
    emit_close(&self, 1);
    assert_true(ring_bound(probe_region, 0, &reader, clock_now()) > clock);
    region_unmap(probe_region, region_size(RING_EVENTS_MIN));
    close(fd);
}

/* A producer at full speed always has an event on its way: its newest record moves the bound on. */
static void test_a_busy_ring_moves_the_bound(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(RING_EVENTS_MIN, 1, &fd);
    join_region();
    struct ring_reader reader = {0};
    emit(&(struct say){.kind = K_YIELD});
    assert_non_null(emit_open(&self, K_YIELD));
    uint64_t begin = clock_now();
    uint64_t bound = ring_bound(probe_region, 0, &reader, begin);
    assert_true(bound > begin - 4000000 && bound <= begin);
    region_unmap(probe_region, region_size(RING_EVENTS_MIN));
    close(fd);
}

static void test_a_write_gets_its_value(void **state)
{
    (void)state;
    int fd;
    probe_region = region_create(RING_EVENTS_MIN, 1, &fd);
    join_region();
    struct ring_reader reader = {0};
    struct event event;
    short variable = 1;
    self.written = emit_open(&self, K_MEM_WRITE);
    const struct say say = {.kind = K_MEM_WRITE, .object = (uintptr_t)&variable, .b = 2};
    emit_fill(&self, self.written, &say, clock_now());
    self.written_address = &variable;
    self.written_size = 2;
    emit_close(&self, 1);
    ring_peek(probe_region, 0, &reader, 0, &event);
    assert_int_equal(event.flags & EVENT_VALUE, 0);
    variable = -7;
    emit(&(struct say){.kind = K_YIELD});
    ring_peek(probe_region, 0, &reader, 0, &event);
    assert_int_equal(event.flags & EVENT_VALUE, EVENT_VALUE);
    assert_int_equal(event.a, -7);
    region_unmap(probe_region, region_size(RING_EVENTS_MIN));
    close(fd);
}

static void test_slots_run_out_and_come_back(void **state)
{
    (void)state;
    int fd;
    struct region *region = region_create(RING_EVENTS_MIN, 0, &fd);
    assert_non_null(region);
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        assert_int_equal(ring_claim(region, 1, i), i);
    assert_int_equal(ring_claim(region, 1, 1000), -1);
    assert_int_equal(atomic_load(&region->unseen), 1);
    ring_leave(&region->rings[17]);
    assert_int_equal(ring_claim(region, 1, 1000), -1); /* not drained yet */
    ring_free(region, 17);
    assert_int_equal(ring_claim(region, 1, 1001), 17);
    assert_int_equal(atomic_load(&region->rings[17].generation), 2);
    region_unmap(region, region_size(RING_EVENTS_MIN));
    close(fd);
}

static void test_a_region_is_checked(void **state)
{
    (void)state;
    int fd;
    char path[64];
    struct region *region = region_create(RING_EVENTS_MIN, 0, &fd);
    assert_non_null(region);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    struct region *again = region_attach(path);
    assert_non_null(again);
    region_unmap(again, region_size(RING_EVENTS_MIN));
    region->ring_events = 96;
    assert_null(region_attach(path));
    assert_int_equal(errno, EPROTO);
    region->ring_events = RING_EVENTS_MIN * 2; /* more than there is */
    assert_null(region_attach(path));
    region->ring_events = RING_EVENTS_MIN;
    region->ring_offset += 4096;
    assert_null(region_attach(path));
    assert_int_equal(ftruncate(fd, 4096), -1); /* sealed */
    region_unmap(region, region_size(RING_EVENTS_MIN));
    close(fd);
    assert_null(region_attach("/dev/null"));
    assert_null(region_attach("/"));
    assert_null(region_attach("/does/not/exist"));
    assert_int_equal(errno, ENOENT);
    assert_null(region_create(100, 0, &fd));
    assert_null(region_create(0, 0, &fd));
    assert_null(region_create(RING_EVENTS_MAX * 2, 0, &fd));
}

/* Every 32-bit word of the header and of one ring, one after the other, with hostile values. */
static void test_no_word_can_hurt_the_reader(void **state)
{
    (void)state;
    int fd;
    struct region *region = region_create(RING_EVENTS_MIN, 1, &fd);
    assert_non_null(region);
    probe_region = region;
    join_region();
    for (int i = 0; i < 20; i++)
        emit_text(&(struct say){.kind = K_PRINT}, "hello", 5);
    static const uint32_t values[] = {0, 1, 127, 129, 0x7fffffff, 0x80000000, 0xffffffff};
    size_t words = offsetof(struct region, rings[1]) / 4;
    size_t taken = 0;
    for (size_t word = 0; word < words; word++)
        for (size_t v = 0; v < sizeof(values) / sizeof(*values); v++) {
            uint32_t *at = (uint32_t *)(void *)region + word;
            uint32_t old = *at;
            *at = values[v];
            struct ring_reader reader = {0};
            uint64_t now = clock_now();
            uint64_t bound = ring_bound(region, 0, &reader, now);
            assert_true(bound <= now);
            size_t ready = ring_ready(region, 0, &reader);
            assert_true(ready <= RING_EVENTS_MIN);
            for (size_t i = 0; i < ready; i++) {
                struct event event;
                ring_peek(region, 0, &reader, i, &event);
                assert_true(event.kind < K_COUNT);
                assert_true(event.text <= TEXT_LIMIT);
                taken++;
            }
            ring_take(region, 0, &reader, ready);
            *at = old;
            atomic_store(&region->rings[0].tail, 0);
        }
    assert_true(taken > words); /* most words do not matter: the events were read all the same */
    struct ring_reader reader = {0};
    assert_int_equal(ring_ready(region, RING_SLOTS, &reader), 0);
    atomic_store(&region->rings[0].head, UINT64_MAX / 2);
    assert_int_equal(ring_ready(region, 0, &reader), 0);
    assert_true(reader.corrupt);
    /* The next owner of the slot starts clean. */
    ring_leave(&region->rings[0]);
    ring_free(region, 0);
    join_region();
    emit(&(struct say){.kind = K_YIELD});
    assert_int_equal(ring_ready(region, 0, &reader), 1);
    assert_false(reader.corrupt);
    region_unmap(region, region_size(RING_EVENTS_MIN));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full_ring_says_how_many),
        cmocka_unit_test(test_event_within_an_event_is_counted),
        cmocka_unit_test(test_an_event_on_its_way_holds_the_bound),
        cmocka_unit_test(test_a_busy_ring_moves_the_bound),
        cmocka_unit_test(test_a_write_gets_its_value),
        cmocka_unit_test(test_slots_run_out_and_come_back),
        cmocka_unit_test(test_a_region_is_checked),
        cmocka_unit_test(test_no_word_can_hurt_the_reader),
        cmocka_unit_test(test_two_producers),
        cmocka_unit_test(test_many_producers),
        cmocka_unit_test(test_tiny_rings_lose_and_say_so),
        cmocka_unit_test(test_processes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
