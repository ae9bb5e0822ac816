/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tutor's side: how fast rings are merged in order of time, whether anything is late or in the
 * wrong order with many more threads than cores, and whether anything is lost at a high rate.
 */
#include "bench.h"

#include <math.h>

#include "core/trace/collect.h"

#define MERGE_RINGS  8u
#define MERGE_EVENTS 262144u /* 16 MiB a ring */

/* --- a merge without a trace: what the rings themselves cost ---------------------------------- */

struct stream {
    struct ring_reader reader;
    size_t ready, taken;
    struct event next;
};

static struct stream streams[RING_SLOTS];
static uint64_t merged, late, inverted, gaps, last_clock, last_ticket;

static void reset(void)
{
    memset(streams, 0, sizeof(streams));
    merged = late = inverted = gaps = last_clock = last_ticket = 0;
}

/* Locks carry tickets that were drawn inside the lock: they must come out counting up. */
static void count(const struct event *event)
{
    merged++;
    late += event->clock < last_clock;
    last_clock = event->clock;
    gaps += event->kind == K_LOST;
    if (event->kind != K_LOCK && event->kind != K_UNLOCK)
        return;
    inverted += (uint64_t)event->a < last_ticket;
    last_ticket = (uint64_t)event->a;
}

static void merge(bool is_last)
{
    static uint32_t heap[RING_SLOTS];
    uint32_t count_live = 0, used = atomic_load(&probe_region->next_slot);
    uint64_t now = clock_now(), bound = is_last ? UINT64_MAX : now;
    for (uint32_t slot = 0; slot < used && !is_last; slot++) {
        uint64_t own_bound = ring_bound(probe_region, slot, &streams[slot].reader, now);
        bound = own_bound < bound ? own_bound : bound;
    }
    for (uint32_t slot = 0; slot < used; slot++) {
        struct stream *stream = &streams[slot];
        stream->taken = 0;
        stream->ready = ring_ready(probe_region, slot, &stream->reader);
        if (stream->ready == 0)
            continue;
        ring_peek(probe_region, slot, &stream->reader, 0, &stream->next);
        heap[count_live++] = slot;
    }
    while (count_live > 0) {
        uint32_t first = 0;
        uint64_t second = bound;
        for (uint32_t i = 1; i < count_live; i++)
            if (streams[heap[i]].next.clock < streams[heap[first]].next.clock)
                first = i;
        for (uint32_t i = 0; i < count_live; i++)
            if (i != first && streams[heap[i]].next.clock < second)
                second = streams[heap[i]].next.clock;
        struct stream *stream = &streams[heap[first]];
        if (stream->next.clock > bound)
            break;
        /* All of this ring that comes before any other's next. */
        while (stream->taken < stream->ready && stream->next.clock <= second) {
            count(&stream->next);
            if (++stream->taken < stream->ready)
                ring_peek(probe_region, heap[first], &stream->reader, stream->taken, &stream->next);
        }
        if (stream->taken == stream->ready)
            heap[first] = heap[--count_live];
    }
    for (uint32_t slot = 0; slot < used; slot++)
        if (streams[slot].ready > 0)
            ring_take(probe_region, slot, &streams[slot].reader, streams[slot].taken);
}

/* --- speed ------------------------------------------------------------------------------------ */

/* One thread fills several rings in turn, 64 events each, as a busy program's slices would. */
static uint64_t fill(void)
{
    struct self threads[MERGE_RINGS];
    for (uint32_t i = 0; i < MERGE_RINGS; i++) {
        join_region();
        self.ring->tid = self.tid = 1000 + i;
        threads[i] = self;
    }
    for (uint32_t n = 0; n < MERGE_EVENTS / 64; n++)
        for (uint32_t i = 0; i < MERGE_RINGS; i++) {
            self = threads[i];
            for (int event = 0; event < 64; event++)
                emit(&(struct say){.kind = K_YIELD, .a = event});
            threads[i] = self;
        }
    return (uint64_t)MERGE_RINGS * MERGE_EVENTS;
}

static void measure_speed(void)
{
    int fd;
    probe_region = region_create(MERGE_EVENTS, MERGE_RINGS, &fd);
    if (!probe_region)
        abort();
    uint64_t events = fill();
    reset();
    double start = now_ns();
    merge(true);
    printf("merge-rings-per-s %.0f\n", (double)merged / (now_ns() - start) * 1e9);
    for (uint32_t slot = 0; slot < MERGE_RINGS; slot++)
        atomic_store(&probe_region->rings[slot].tail, 0); /* once more, into a trace */
    struct trace *trace = trace_new();
    struct timebase *timebase = timebase_new();
    struct collect *collect = collect_new(probe_region, trace, timebase, NULL);
    start = now_ns();
    size_t collected = collect_turn(collect);
    collected += collect_finish(collect);
    printf("merge-trace-per-s %.0f\n", (double)collected / (now_ns() - start) * 1e9);
    if (merged != events || collected < events)
        printf("merge-missing %llu\n", (unsigned long long)(events - merged));
    collect_free(collect);
    timebase_free(timebase);
    trace_free(trace);
    region_unmap(probe_region, region_size(MERGE_EVENTS));
    close(fd);
}

/* --- order, with four times more threads than cores ------------------------------------------- */

#define ORDER_EVENTS 10000000u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int64_t ticket;
static uint32_t each;
static _Atomic uint32_t gone;

static void *hand_off(void *unused)
{
    (void)unused;
    join_region();
    for (uint32_t i = 0; i < each / 4; i++) {
        emit(&(struct say){.kind = K_MEM_READ});
        pthread_mutex_lock(&lock);
        emit(&(struct say){.kind = K_LOCK, .a = ++ticket});
        emit(&(struct say){.kind = K_UNLOCK, .a = ++ticket});
        pthread_mutex_unlock(&lock);
        emit(&(struct say){.kind = K_MEM_READ});
        /* Order is what is looked at here: nothing may be lost. */
        while (self.head - atomic_load(&self.ring->tail) > self.mask / 2)
            sched_yield();
    }
    leave_region();
    atomic_fetch_add(&gone, 1);
    return NULL;
}

static void measure_order(void)
{
    int fd;
    uint32_t threads = 4 * (uint32_t)cores();
    if (threads > 64)
        threads = 64;
    pthread_t made[64];
    each = ORDER_EVENTS / threads;
    probe_region = region_create(65536, threads, &fd);
    if (!probe_region)
        abort();
    reset();
    for (uint32_t i = 0; i < threads; i++)
        if (pthread_create(&made[i], NULL, hand_off, NULL))
            abort();
    while (atomic_load(&gone) < threads) {
        merge(false);
        sched_yield();
    }
    for (uint32_t i = 0; i < threads; i++)
        pthread_join(made[i], NULL);
    merge(true);
    uint64_t attempts = 0, dropped = 0;
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        dropped += atomic_load(&probe_region->rings[slot].dropped);
        for (int kind = 0; kind < K_COUNT; kind++)
            attempts += atomic_load(&probe_region->rings[slot].counts[kind]);
    }
    printf("order-events %llu\norder-late %llu\norder-inverted %llu\norder-dropped %llu\n",
           (unsigned long long)attempts, (unsigned long long)late, (unsigned long long)inverted,
           (unsigned long long)dropped);
    region_unmap(probe_region, region_size(65536));
    close(fd);
}

/* --- losses at ten million events a second ---------------------------------------------------- */

#define PACED_EVENTS 10000000u

static uint64_t attempts_made;

static void *paced(void *unused)
{
    (void)unused;
    pin(1);
    join_region();
    double start = now_ns();
    for (uint32_t i = 0; i < PACED_EVENTS; i++) {
        emit(&(struct say){.kind = K_MEM_READ, .a = i});
        if (i % 256 == 255)
            while (now_ns() - start < i * 100.0) /* a rate, not a hope: time is what is measured */
                continue;
    }
    printf("paced-rate-per-s %.0f\n", PACED_EVENTS / (now_ns() - start) * 1e9);
    leave_region();
    attempts_made = PACED_EVENTS;
    atomic_store(&gone, 1);
    return NULL;
}

static void measure_losses(void)
{
    int fd;
    pthread_t thread;
    probe_region = region_create(262144, 1, &fd);
    if (!probe_region)
        abort();
    reset();
    atomic_store(&gone, 0);
    if (pthread_create(&thread, NULL, paced, NULL))
        abort();
    double seen = now_ns(), away = 0;
    while (!atomic_load(&gone)) {
        merge(false);
        away = fmax(away, now_ns() - seen);
        seen = now_ns();
        const struct timespec frame = {.tv_nsec = 16000000}; /* as the screen does it */
        nanosleep(&frame, NULL);
    }
    pthread_join(thread, NULL);
    merge(true);
    uint64_t dropped = atomic_load(&probe_region->rings[0].dropped);
    printf("paced-away-ms %.1f\n", away / 1e6);
    printf("paced-dropped %llu\npaced-balance %lld\n", (unsigned long long)dropped,
           (long long)(merged - gaps + dropped) - (long long)attempts_made);
    region_unmap(probe_region, region_size(262144));
    close(fd);
}

int main(void)
{
    (void)cores(); /* all there are, before we keep to one */
    pin(0);
    measure_speed();
    measure_losses();
    /* The threads of this one go where the system likes. */
    cpu_set_t all;
    CPU_ZERO(&all);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        CPU_SET(cpu, &all);
    (void)sched_setaffinity(0, sizeof(all), &all);
    atomic_store(&gone, 0);
    measure_order();
    return 0;
}
