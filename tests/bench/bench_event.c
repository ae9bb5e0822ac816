/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an event costs, for our ring and for other ways to record one; and how much of a data race
 * each of them leaves. One producer, and two on two cores. Medians of many short rounds, so that a
 * round in which somebody else had the core does not count.
 */
#include "bench.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <math.h>
#include <sys/mman.h>
#include <sys/wait.h>

#ifdef BENCH_LTTNG
#define LTTNG_UST_TRACEPOINT_DEFINE
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#include "bench_lttng.h"
#endif

#define PER_ROUND   8192
#define ROUNDS      201
#define RING_EVENTS 16384
#define ADDITIONS   1000000
#define RACES       9
#define TRIES       20

/* --- the emitters --------------------------------------------------------------------------- */

static __thread struct event *own; /* a ring of the alternatives' */
static __thread uint64_t own_head;
static __thread uint32_t own_tid;

static struct event *shared;
static _Atomic uint64_t shared_head;
static uint64_t locked_head;
static pthread_mutex_t shared_lock = PTHREAD_MUTEX_INITIALIZER;
static int pipe_ends[2];

ALWAYS_INLINE void store(struct event *event, uint64_t clock, int64_t value)
{
    *event = (struct event){.clock = clock,
                            .where = 0x1234,
                            .object = 0x5678,
                            .a = value,
                            .tid = own_tid,
                            .kind = K_MEM_READ};
}

static void emit_floor(int64_t i)
{
    store(&own[own_head++ & (RING_EVENTS - 1)], clock_now(), i);
    __asm__ volatile("" ::: "memory");
}

static void emit_data(int64_t i)
{
    emit(&(struct say){.kind = K_MEM_READ, .where = 0x1234, .object = 0x5678, .a = i});
}

static void emit_sync(int64_t i)
{
    emit(&(struct say){.kind = K_LOCK, .where = 0x1234, .object = 0x5678, .a = i});
}

static void emit_gated(int64_t i)
{
    if (!reporting())
        return;
    const struct say say = {.kind = K_MEM_READ, .where = 0x1234, .object = 0x5678, .a = i};
    gate(&say);
    emit(&say);
}

static void emit_vdso(int64_t i)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    store(&own[own_head++ & (RING_EVENTS - 1)],
          (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, i);
    __asm__ volatile("" ::: "memory");
}

static void emit_mutex(int64_t i)
{
    pthread_mutex_lock(&shared_lock);
    store(&shared[locked_head++ & (RING_EVENTS - 1)], clock_now(), i);
    pthread_mutex_unlock(&shared_lock);
}

static void emit_shared(int64_t i)
{
    uint64_t at = atomic_fetch_add(&shared_head, 1);
    store(&shared[at & (RING_EVENTS - 1)], clock_now(), i);
    __asm__ volatile("" ::: "memory");
}

static void emit_pipe(int64_t i)
{
    struct event event;
    store(&event, clock_now(), i);
    if (write(pipe_ends[1], &event, sizeof(event)) != (ssize_t)sizeof(event))
        abort();
}

static void emit_dprintf(int64_t i)
{
    dprintf(pipe_ends[1], "%llu %u %lld\n", (unsigned long long)clock_now(), own_tid, (long long)i);
}

static void emit_nothing(int64_t i)
{
    __asm__ volatile("" ::"r"(i));
}

/* Through the real hooks of the probe, as a compiler calls them. */
static void (*hook_read)(void *), (*hook_write)(void *);
static int hooked;

static void emit_hook(int64_t i)
{
    (void)i;
    hook_read(&hooked);
}

#ifdef BENCH_LTTNG
static void emit_lttng(int64_t i)
{
    lttng_ust_tracepoint(conc_tutor, event, 0x1234, 0x5678, i);
}
#endif

static const struct emitter {
    const char *name;
    void (*emit)(int64_t);
    int per_round; /* fewer where each is dear */
} emitters[] = {
    {"floor", emit_floor, PER_ROUND},
    {"ours-data", emit_data, PER_ROUND},
    {"ours-sync", emit_sync, PER_ROUND},
    {"ours-gate", emit_gated, PER_ROUND},
    {"ours-hook", emit_hook, PER_ROUND},
    {"vdso", emit_vdso, PER_ROUND},
    {"shared-ring", emit_shared, PER_ROUND},
    {"mutex-ring", emit_mutex, PER_ROUND},
#ifdef BENCH_LTTNG
    {"lttng", emit_lttng, 2048},
#endif
    {"pipe", emit_pipe, 512},
    {"dprintf", emit_dprintf, 512},
};
#define EMITTERS (sizeof(emitters) / sizeof(*emitters))

/* --- one producer, two producers, two processes --------------------------------------------- */

/* In shared memory, so that processes meet here as threads do. */
static struct meeting {
    _Atomic uint32_t arrived;
    double result[2];
    double begun[2], ended[2], busy[2]; /* of the racers: ns */
} * meeting;

static void meet(uint32_t producers, uint32_t round)
{
    atomic_fetch_add(&meeting->arrived, 1);
    while (atomic_load(&meeting->arrived) < producers * (round + 1))
        sched_yield();
}

static void begin(void)
{
    own = aligned_alloc(4096, RING_EVENTS * sizeof(struct event));
    if (!own)
        abort();
    memset(own, 1, RING_EVENTS * sizeof(struct event));
    own_head = 0;
    own_tid = (uint32_t)syscall(SYS_gettid);
    join_region();
}

static void end(void)
{
    free(own);
    leave_region();
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) /* the probe's own too */
        if (atomic_load(&probe_region->rings[slot].tid) == own_tid)
            ring_free(probe_region, slot);
}

/* Takes back what has been written, as a consumer would once a frame. */
static void drain(void)
{
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++)
        if (atomic_load(&probe_region->rings[slot].tid) == own_tid)
            atomic_store(&probe_region->rings[slot].tail,
                         atomic_load(&probe_region->rings[slot].head));
}

static double produce(const struct emitter *emitter, int number, uint32_t producers)
{
    static __thread double rounds[ROUNDS];
    pin(number);
    begin();
    for (uint32_t round = 0; round < ROUNDS; round++) {
        meet(producers, round);
        double start = now_ns();
        for (int i = 0; i < emitter->per_round; i++)
            emitter->emit(i);
        rounds[round] = (now_ns() - start) / emitter->per_round;
        drain();
    }
    end();
    return median(rounds, ROUNDS);
}

struct job {
    const struct emitter *emitter;
    int number;
    uint32_t producers;
};

static void *work(void *given)
{
    const struct job *job = given;
    meeting->result[job->number] = produce(job->emitter, job->number, job->producers);
    return NULL;
}

static double measure_threads(const struct emitter *emitter, uint32_t producers)
{
    pthread_t threads[2];
    struct job jobs[2];
    atomic_store(&meeting->arrived, 0);
    for (uint32_t i = 0; i < producers; i++) {
        jobs[i] = (struct job){emitter, (int)i, producers};
        if (pthread_create(&threads[i], NULL, work, &jobs[i]))
            abort();
    }
    for (uint32_t i = 0; i < producers; i++)
        pthread_join(threads[i], NULL);
    return producers == 1 ? meeting->result[0] : (meeting->result[0] + meeting->result[1]) / 2;
}

static double measure_processes(const struct emitter *emitter)
{
    atomic_store(&meeting->arrived, 0);
    pid_t children[2];
    for (int i = 0; i < 2; i++) {
        children[i] = fork();
        if (children[i] < 0)
            abort();
        if (children[i] == 0) {
            struct job job = {emitter, i, 2};
            work(&job);
            _exit(0);
        }
    }
    for (int i = 0; i < 2; i++)
        if (waitpid(children[i], NULL, 0) != children[i])
            abort();
    return (meeting->result[0] + meeting->result[1]) / 2;
}

/* --- the race ------------------------------------------------------------------------------- */

static volatile int counter;

static double busy_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void begin_race(const struct job *job)
{
    pin(job->number);
    begin();
    meet(2, 0);
    meeting->begun[job->number] = now_ns();
    meeting->busy[job->number] = -busy_ns();
}

static void end_race(const struct job *job)
{
    meeting->busy[job->number] += busy_ns();
    meeting->ended[job->number] = now_ns();
    end();
}

static void *race(void *given)
{
    const struct job *job = given;
    void (*say)(int64_t) = job->emitter ? job->emitter->emit : emit_nothing;
    begin_race(job);
    for (int i = 0; i < ADDITIONS; i++) {
        counter++;
        say(i);
        if (job->emitter && (i & (PER_ROUND - 1)) == 0)
            drain();
    }
    end_race(job);
    return NULL;
}

/* Compiled with hooks, an addition is: announce the read, read, announce the write, write. */
static void *race_hooked(void *given)
{
    const struct job *job = given;
    begin_race(job);
    for (int i = 0; i < ADDITIONS; i++) {
        hook_read((void *)(uintptr_t)&counter);
        int value = counter;
        hook_write((void *)(uintptr_t)&counter);
        counter = value + 1;
        if ((i & (PER_ROUND / 2 - 1)) == 0)
            drain();
    }
    end_race(job);
    return NULL;
}

/* Only runs in which both threads had their cores for (nearly) all of the time tell something of
 * the emitter; on a busy machine many do not. Nothing about the result decides which. */
static double loss(void *(*routine)(void *), const struct emitter *emitter)
{
    double losses[RACES], all[TRIES];
    int count = 0, tried = 0;
    for (; tried < TRIES && count < RACES; tried++) {
        pthread_t threads[2];
        struct job jobs[2] = {{emitter, 0, 2}, {emitter, 1, 2}};
        counter = 0;
        atomic_store(&meeting->arrived, 0);
        for (int i = 0; i < 2; i++)
            if (pthread_create(&threads[i], NULL, routine, &jobs[i]))
                abort();
        for (int i = 0; i < 2; i++)
            pthread_join(threads[i], NULL);
        all[tried] = 100.0 * (2.0 * ADDITIONS - counter) / (2.0 * ADDITIONS);
        double begun = fmax(meeting->begun[0], meeting->begun[1]);
        double ended = fmin(meeting->ended[0], meeting->ended[1]);
        bool is_whole = true;
        for (int i = 0; i < 2; i++) {
            double time = meeting->ended[i] - meeting->begun[i];
            is_whole &= ended - begun > 0.8 * time && meeting->busy[i] > 0.8 * time;
        }
        if (is_whole)
            losses[count++] = all[tried];
    }
    return count >= 3 ? median(losses, count) : median(all, tried);
}

/* --- first events, and a probe that is off --------------------------------------------------- */

static void measure_cold(void)
{
    double cold[16], warm[16];
    pin(0);
    own_tid = (uint32_t)syscall(SYS_gettid);
    for (int slot = 0; slot < 16; slot++) {
        join_region();
        double start = now_ns();
        for (int i = 0; i < PER_ROUND; i++)
            emit_data(i);
        cold[slot] = (now_ns() - start) / PER_ROUND;
        for (int round = 0; round < 5; round++) {
            drain();
            start = now_ns();
            for (int i = 0; i < PER_ROUND; i++)
                emit_data(i);
            warm[slot] = (now_ns() - start) / PER_ROUND;
        }
        leave_region();
    }
    printf("cold-over-warm %.3f\n", median(cold, 16) / median(warm, 16));
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++)
        ring_free(probe_region, slot);
}

static double time_of(void (*call)(void *), void *argument)
{
    double rounds[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double start = now_ns();
        for (int i = 0; i < PER_ROUND; i++)
            call(argument);
        rounds[round] = (now_ns() - start) / PER_ROUND;
    }
    return median(rounds, ROUNDS);
}

/* The dearest hook that there is: it asks, and is told that nobody listens. */
static void measure_off(const char *probe)
{
    unsetenv(RING_ENVIRONMENT);
    void *library = dlopen(probe, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "bench: %s\n", dlerror());
        exit(1);
    }
    void (*hook)(void *) = (void (*)(void *))dlsym(library, "__tsan_read4");
    void (*empty)(void *) = (void (*)(void *))dlsym(library, "__tsan_func_entry");
    pin(0);
    double nothing = time_of(empty, &hooked), off = time_of(hook, &hooked);
    printf("off-ns %.3f\n", off > nothing ? off - nothing : 0.0);
}

/* A probe of its own, attached to our region. */
static void attach(const char *probe, int fd)
{
    char path[64];
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", getpid(), fd);
    setenv(RING_ENVIRONMENT, path, 1);
    void *library = dlopen(probe, RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        fprintf(stderr, "bench: %s\n", dlerror());
        exit(1);
    }
    hook_read = (void (*)(void *))dlsym(library, "__tsan_read4");
    hook_write = (void (*)(void *))dlsym(library, "__tsan_write4");
}

static void start_reader(void)
{
    if (pipe2(pipe_ends, O_CLOEXEC) < 0)
        abort();
    if (fork() == 0) {
        static char bytes[65536];
        close(pipe_ends[1]);
        while (read(pipe_ends[0], bytes, sizeof(bytes)) > 0)
            continue;
        _exit(0);
    }
    close(pipe_ends[0]);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: bench_event PROBE\n");
        return 2;
    }
    int fd;
    (void)cores(); /* all there are, before we keep to one */
    pin(0);
    if (fork() == 0) {
        measure_off(argv[1]);
        return 0;
    }
    wait(NULL);
    probe_region = region_create(RING_EVENTS, 16, &fd);
    shared = calloc(RING_EVENTS, sizeof(*shared));
    meeting = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (!probe_region || !shared || meeting == MAP_FAILED)
        abort();
    memset(shared, 1, RING_EVENTS * sizeof(*shared));
    measure_cold();
    start_reader();
    attach(argv[1], fd);

    for (size_t i = 0; i < EMITTERS; i++) {
        printf("one-%s %.2f\n", emitters[i].name, measure_threads(&emitters[i], 1));
        if (cores() > 1)
            printf("two-%s %.2f\n", emitters[i].name, measure_threads(&emitters[i], 2));
        fflush(stdout);
    }
    if (cores() > 1) {
        printf("processes-ours-data %.2f\n", measure_processes(&emitters[1]));
        printf("loss-bare %.3f\n", loss(race, NULL));
        for (size_t i = 0; i < EMITTERS; i++) {
            if (emitters[i].emit != emit_hook)
                printf("loss-%s %.3f\n", emitters[i].name, loss(race, &emitters[i]));
            fflush(stdout);
        }
        printf("loss-ours-hook %.3f\n", loss(race_hooked, NULL));
    }
    close(pipe_ends[1]);
    while (wait(NULL) > 0)
        continue;
    region_unmap(probe_region, region_size(RING_EVENTS));
    close(fd);
    return 0;
}
