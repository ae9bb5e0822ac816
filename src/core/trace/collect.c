/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Merging in order of time. Each source (a ring, the kernel's records, what the tutor itself tells)
 * is in order by itself or is sorted here; each has a bound, a moment before which it can bring
 * nothing new. What lies before the least of all bounds is certain and is appended. So the trace
 * only ever grows at its end.
 */
#include "core/trace/collect.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/map.h"
#include "core/trace/kind.h"
#include "core/trace/resolve.h"
#include "event/clock.h"

/* How long a thread may hold the merge back between reading its clock and publishing: a preempted
 * producer takes 20 ms at the most; one that was stopped or killed there never publishes. */
static const uint64_t patience_ns = 250000000;

/* perf writes a record just after it has taken its time; by then this much later it is visible. */
static const uint64_t kernel_slack_ns = 100000;

/* One ring, as the merge sees it. */
struct tap {
    struct ring_reader reader;
    uint32_t slot;
    uint32_t pid, tid, lane;
    uint32_t generation; /* of the owner whose events these are; 0: nobody yet */
    bool is_over;        /* its process is dead: it holds nothing back */
    /* of this turn: */
    size_t ready, taken;
    struct event next;
    uint64_t next_ns;
};

struct told {
    struct event event; /* clock: CLOCK_MONOTONIC ns */
    char *text;
    size_t text_size;
    size_t order; /* equal clocks stay in the order of telling */
};

struct collect {
    struct region *region;
    struct trace *trace;
    struct timebase *timebase;
    struct kernel *kernel;
    struct resolver *resolver;
    uint64_t start_ns;
    struct tap taps[RING_SLOTS];
    struct tap *heap[RING_SLOTS]; /* taps with something to merge, earliest first */
    size_t heap_size;
    struct told *told; /* sorted before each merge */
    size_t told_count, told_capacity, told_orders;
    struct map slots; /* lane -> slot + 1 */
    uint64_t counts[K_COUNT];
    uint64_t dropped_before; /* of rings that were used again */
    struct text scratch;
    struct event last_switch; /* before the trace's time */
    bool awaits_probe;        /* the program's own first event begins the trace's time */
};

struct collect *collect_new(struct region *region, struct trace *trace, struct timebase *timebase,
                            struct kernel *kernel)
{
    struct collect *c = xcalloc(1, sizeof(*c));
    c->region = region;
    c->trace = trace;
    c->timebase = timebase;
    c->kernel = kernel;
    c->resolver = resolver_new(trace);
    collect_start(c);
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        c->taps[i].slot = i;
    return c;
}

void collect_free(struct collect *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->told_count; i++)
        free(c->told[i].text);
    free(c->told);
    resolver_free(c->resolver);
    map_release(&c->slots);
    text_release(&c->scratch);
    free(c);
}

void collect_use_kernel(struct collect *c, struct kernel *kernel)
{
    c->kernel = kernel;
}

void collect_start(struct collect *c)
{
    timebase_mark(c->timebase);
    c->start_ns = timebase_ns(c->timebase, clock_now());
}

void collect_await_probe(struct collect *c)
{
    c->awaits_probe = true;
}

void collect_alias(struct collect *c, const char *path, const char *shown)
{
    resolver_alias(c->resolver, path, shown);
}

uint64_t collect_start_ns(const struct collect *c)
{
    return c->start_ns;
}

static uint64_t since_start(const struct collect *c, uint64_t ns)
{
    return ns > c->start_ns ? ns - c->start_ns : 0;
}

/* --- what the tutor and the kernel tell ------------------------------------------------------ */

void collect_tell(struct collect *c, struct event *event, uint64_t clock_ns, const char *text,
                  size_t text_size)
{
    GROW(c->told, c->told_count, c->told_capacity);
    struct told *told = &c->told[c->told_count++];
    *told = (struct told){.event = *event, .text_size = text_size, .order = c->told_orders++};
    told->event.clock = clock_ns;
    if (text_size > 0) {
        told->text = xmalloc(text_size);
        memcpy(told->text, text, text_size);
    }
}

static int by_time(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    if (x->event.clock != y->event.clock)
        return x->event.clock < y->event.clock ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static void take_switches(struct collect *c)
{
    struct kernel_switch moment;
    while (c->kernel && kernel_next(c->kernel, &moment)) {
        if (moment.pid == 0)
            continue;
        struct event event = {.kind = moment.is_in ? K_SWITCH_IN : K_SWITCH_OUT,
                              .pid = moment.pid,
                              .tid = moment.tid,
                              .cpu = moment.cpu,
                              .a = moment.is_preempted};
        collect_tell(c, &event, moment.ns, NULL, 0);
    }
}

/* --- merging --------------------------------------------------------------------------------- */

static bool is_earlier(const struct tap *a, const struct tap *b)
{
    return a->next_ns < b->next_ns;
}

static void sift_down(struct collect *c, size_t i)
{
    for (;;) {
        size_t least = i;
        for (size_t child = 2 * i + 1; child <= 2 * i + 2 && child < c->heap_size; child++)
            if (is_earlier(c->heap[child], c->heap[least]))
                least = child;
        if (least == i)
            return;
        struct tap *swapped = c->heap[i];
        c->heap[i] = c->heap[least];
        c->heap[least] = swapped;
        i = least;
    }
}

static void peek(struct collect *c, struct tap *tap)
{
    ring_peek(c->region, tap->slot, &tap->reader, tap->taken, &tap->next);
    tap->next_ns = timebase_ns(c->timebase, tap->next.clock);
}

/* Collects the text that follows the record at hand; returns how many records that took. */
static size_t gather_text(struct collect *c, struct tap *tap)
{
    text_clear(&c->scratch);
    size_t wanted = tap->next.text < TEXT_LIMIT ? tap->next.text : TEXT_LIMIT;
    size_t records = 0;
    while (c->scratch.size < wanted && tap->taken + records + 1 < tap->ready) {
        struct event more;
        ring_peek(c->region, tap->slot, &tap->reader, tap->taken + records + 1, &more);
        if (more.kind != K_TEXT)
            break;
        size_t left = wanted - c->scratch.size;
        text_put_bytes(&c->scratch, (const char *)&more, left < TEXT_BYTES ? left : TEXT_BYTES);
        records++;
    }
    return records;
}

static void append_at(struct collect *c, struct event *event, uint64_t ns, const char *text,
                      size_t size)
{
    event->clock = since_start(c, ns);
    if (resolver_event(c->resolver, event, text, size))
        trace_append(c->trace, event);
}

/* What the kernel tells of the process before the program runs in it (fork and exec are ours) is
 * not the program's; its first word begins the trace. Only the last of it still holds then: on
 * which core it is. */
static bool is_before_time(struct collect *c, const struct event *event, uint64_t ns)
{
    if (!c->awaits_probe)
        return false;
    if (event_group((enum event_kind)event->kind) == GROUP_KERNEL) {
        c->last_switch = *event;
        return true;
    }
    c->awaits_probe = false;
    if (event->kind == K_PROCESS_START)
        c->start_ns = ns;
    if (c->last_switch.kind == K_SWITCH_IN)
        append_at(c, &c->last_switch, ns, NULL, 0);
    return false;
}

static void append(struct collect *c, struct event *event, uint64_t ns, const char *text,
                   size_t size)
{
    if (!is_before_time(c, event, ns))
        append_at(c, event, ns, text, size);
}

/* A counter that the program writes. No thread makes a quadrillion events: it is garbage then. */
static uint64_t believed(_Atomic uint64_t *counter)
{
    uint64_t count = atomic_load_explicit(counter, memory_order_relaxed);
    return count >> 50 ? 0 : count;
}

static uint64_t take_count(_Atomic uint64_t *counter)
{
    uint64_t count = believed(counter);
    atomic_store_explicit(counter, 0, memory_order_relaxed); /* its owner has left */
    return count;
}

/* Appends the record at hand of the earliest source and moves on to its next. */
static void merge_one(struct collect *c, struct tap *tap)
{
    struct event event = tap->next;
    size_t records = 1;
    if (event.kind >= K_COUNT || event.kind == K_TEXT || event.kind == K_NONE) {
        tap->reader.corrupt = true;
    } else {
        text_clear(&c->scratch);
        if (event.text > 0)
            records += gather_text(c, tap);
        /* the ring's own word for who writes is the claim; a record cannot speak for others */
        event.pid = tap->pid;
        event.tid = tap->tid;
        append(c, &event, tap->next_ns, text_get(&c->scratch), c->scratch.size);
    }
    tap->taken += records;
    if (tap->taken < tap->ready && !tap->reader.corrupt)
        peek(c, tap);
    else
        c->heap[0] = c->heap[--c->heap_size];
    sift_down(c, 0);
}

/* A slot has a new owner: remember whose events these are. */
static void meet(struct collect *c, struct tap *tap, uint32_t generation)
{
    struct ring *ring = &c->region->rings[tap->slot];
    tap->reader = (struct ring_reader){
        .tail = atomic_load_explicit(&ring->tail, memory_order_relaxed), .generation = generation};
    tap->pid = atomic_load_explicit(&ring->pid, memory_order_relaxed);
    tap->tid = atomic_load_explicit(&ring->tid, memory_order_relaxed);
    tap->lane = resolver_lane(c->resolver, tap->pid, tap->tid);
    tap->generation = generation;
    tap->is_over = false;
    *map_put(&c->slots, tap->lane) = tap->slot + 1;
}

/* The bound of one ring, patiently: see patience_ns. */
static uint64_t bound_of(struct collect *c, struct tap *tap, uint64_t now)
{
    uint64_t bound = ring_bound(c->region, tap->slot, &tap->reader, now);
    uint64_t bound_ns = timebase_ns(c->timebase, bound);
    uint64_t now_ns = timebase_ns(c->timebase, now);
    if (tap->is_over || tap->reader.corrupt || now_ns > bound_ns + patience_ns)
        return now_ns;
    return bound_ns;
}

static void gather_taps(struct collect *c, uint64_t now, uint64_t *bound_ns)
{
    uint32_t slots = atomic_load_explicit(&c->region->next_slot, memory_order_acquire);
    if (slots > RING_SLOTS)
        slots = RING_SLOTS;
    c->heap_size = 0;
    for (uint32_t i = 0; i < slots; i++) {
        struct tap *tap = &c->taps[i];
        struct ring *ring = &c->region->rings[i];
        uint32_t generation = atomic_load_explicit(&ring->generation, memory_order_acquire);
        if (generation != tap->generation)
            meet(c, tap, generation);
        if (generation == 0)
            continue; /* it is being claimed for the first time */
        if (atomic_load_explicit(&ring->state, memory_order_acquire) == RING_FREE ||
            tap->reader.corrupt)
            continue;
        uint64_t bound = bound_of(c, tap, now);
        if (bound < *bound_ns)
            *bound_ns = bound;
        tap->ready = ring_ready(c->region, i, &tap->reader);
        tap->taken = 0;
        /* claimed anew just now: what is ready may be the new owner's, whom we meet next time */
        if (atomic_load_explicit(&ring->generation, memory_order_acquire) != generation)
            tap->ready = 0;
        if (tap->ready == 0)
            continue;
        peek(c, tap);
        c->heap[c->heap_size++] = tap;
    }
    for (size_t i = c->heap_size / 2; i-- > 0;)
        sift_down(c, i);
}

static void give_back(struct collect *c, struct tap *tap)
{
    struct ring *ring = &c->region->rings[tap->slot];
    if (tap->taken > 0)
        ring_take(c->region, tap->slot, &tap->reader, tap->taken);
    bool is_empty = tap->taken == tap->ready;
    tap->taken = tap->ready = 0;
    if (!is_empty ||
        (!tap->is_over && atomic_load_explicit(&ring->state, memory_order_acquire) != RING_LEAVING))
        return;
    if (ring_ready(c->region, tap->slot, &tap->reader) > 0)
        return; /* its last words came just now */
    for (int kind = 0; kind < K_COUNT; kind++)
        c->counts[kind] += take_count(&ring->counts[kind]);
    c->dropped_before += take_count(&ring->dropped);
    ring_free(c->region, tap->slot);
}

static size_t merge(struct collect *c, bool is_last)
{
    size_t before = trace_count(c->trace);
    timebase_mark(c->timebase);
    uint64_t now = clock_now();
    uint64_t bound_ns = timebase_ns(c->timebase, now) - (c->kernel ? kernel_slack_ns : 0);
    take_switches(c);
    gather_taps(c, now, &bound_ns);
    if (is_last)
        bound_ns = UINT64_MAX;
    if (c->told_count > 0) /* qsort() wants an array even for nothing */
        qsort(c->told, c->told_count, sizeof(*c->told), by_time);

    size_t told = 0;
    for (;;) {
        bool has_ring = c->heap_size > 0 && c->heap[0]->next_ns <= bound_ns;
        bool has_told = told < c->told_count && c->told[told].event.clock <= bound_ns;
        if (has_told && (!has_ring || c->told[told].event.clock <= c->heap[0]->next_ns)) {
            struct told *one = &c->told[told++];
            append(c, &one->event, one->event.clock, one->text, one->text_size);
            free(one->text);
        } else if (has_ring) {
            merge_one(c, c->heap[0]);
        } else {
            break;
        }
    }
    if (told > 0)
        memmove(c->told, c->told + told, (c->told_count - told) * sizeof(*c->told));
    c->told_count -= told;
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        if (c->taps[i].ready > 0 || c->taps[i].is_over ||
            atomic_load_explicit(&c->region->rings[i].state, memory_order_relaxed) == RING_LEAVING)
            give_back(c, &c->taps[i]);
    trace_change_facts(c->trace)->lost = collect_lost(c);
    return trace_count(c->trace) - before;
}

size_t collect_turn(struct collect *c)
{
    return merge(c, false);
}

size_t collect_finish(struct collect *c)
{
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        c->taps[i].is_over = true;
    return merge(c, true);
}

void collect_death(struct collect *c, int pid)
{
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        if (c->taps[i].pid == (uint32_t)pid && c->taps[i].generation > 0)
            c->taps[i].is_over = true;
}

/* --- questions ------------------------------------------------------------------------------- */

struct symbols *collect_symbols(struct collect *c, int pid)
{
    return resolver_symbols(c->resolver, (uint32_t)pid);
}

int collect_slot(const struct collect *c, uint32_t lane)
{
    uintptr_t *slot = map_get(&c->slots, lane);
    if (!slot || *slot == 0)
        return -1;
    const struct tap *tap = &c->taps[*slot - 1];
    struct ring *ring = &c->region->rings[tap->slot];
    bool is_alive = tap->lane == lane && !tap->is_over &&
                    atomic_load_explicit(&ring->state, memory_order_acquire) == RING_LIVE;
    return is_alive ? (int)tap->slot : -1;
}

uint64_t collect_lost(const struct collect *c)
{
    uint64_t lost = c->dropped_before;
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        lost += believed(&c->region->rings[i].dropped);
    return lost;
}

void collect_counts(const struct collect *c, uint64_t counts[K_COUNT])
{
    memcpy(counts, c->counts, sizeof(c->counts));
    for (uint32_t i = 0; i < RING_SLOTS; i++)
        for (int kind = 0; kind < K_COUNT; kind++)
            counts[kind] += believed(&c->region->rings[i].counts[kind]);
}

uint32_t collect_lane(struct collect *c, int pid, int tid)
{
    return resolver_lane(c->resolver, (uint32_t)pid, (uint32_t)tid);
}
