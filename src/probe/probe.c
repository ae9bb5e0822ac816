/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe starts before main, does nothing at all if no tutor is there, and never makes the
 * program fail: what it cannot do it leaves.
 *
 * A thread meets the region at its first hook or in the trampoline of thread.c. A forked child
 * meets it anew in the fork handler, which libc runs for daemon() too, where no hook sees the fork.
 */
#include "probe/probe.h"
#include "probe/thread.h"

#include <link.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "probe/hook.h"

#define PROCESS_LIMIT 256u

struct region *probe_region;
int probe_tutor;
bool probe_is_first;

static bool has_started;

extern const ptrdiff_t __rseq_offset __attribute__((weak));
extern const unsigned int __rseq_size __attribute__((weak));

static bool sweep(uint32_t pid);
static void bury_dead(void);
static void before_fork(void);
static void after_fork_in_parent(void);
static void after_fork_in_child(void);
static const volatile uint32_t *where_cpu_is(struct self *me);
static int say_module(struct dl_phdr_info *info, size_t size, void *unused);
static const char *own_path(char *buffer, size_t size);

__attribute__((constructor(101))) static void probe_start(void)
{
    int saved = errno;
    name_start();
    self.stack_top = getauxval(AT_RANDOM); /* the kernel has put it above all frames */
    real_find_all();
    const char *path = getenv(RING_ENVIRONMENT);
    probe_region = path && *path ? region_attach(path) : NULL;
    __atomic_store_n(&has_started, true, __ATOMIC_RELEASE);
    if (probe_region) {
        env_save();
        if (sscanf(path, "/proc/%d/", &probe_tutor) != 1)
            probe_tutor = 0;
        bool is_after_exec = sweep((uint32_t)getpid());
        if (!is_after_exec) {
            atomic_fetch_add(&probe_region->processes, 1);
            uint32_t number = place_next();
            probe_is_first = number == 0;
            place_here(number);
        }
        (void)pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
        crash_install();
        (void)reporting(); /* says that this process has started */
    } else {
        self.state = SELF_OFF;
    }
    errno = saved;
}

bool self_enter(void)
{
    if (!__atomic_load_n(&has_started, __ATOMIC_ACQUIRE))
        return false;
    if (!probe_region) {
        self.state = SELF_OFF;
        return false;
    }
    if (!self_claim())
        return false;
    struct self *me = &self;
    if (me->tid == me->pid) {
        char buffer[4096];
        const char *path = own_path(buffer, sizeof(buffer));
        emit_text(
            &(struct say){.kind = K_PROCESS_START, .a = getppid(), .b = (int64_t)pthread_self()},
            path, strlen(path));
        say_modules();
    } else { /* made by something that we do not see */
        emit(&(struct say){.kind = K_THREAD_START, .object = (uint64_t)pthread_self()});
    }
    return true;
}

bool self_claim(void)
{
    int saved = errno;
    struct self *me = &self;
    me->busy = 1; /* hooks of a signal handler are not to claim a second one */
    me->state = SELF_ON;
    uint32_t pid = (uint32_t)getpid();
    uint32_t tid = (uint32_t)syscall(SYS_gettid);
    int slot = ring_claim(probe_region, pid, tid);
    if (slot < 0) {
        me->state = SELF_OFF;
        me->busy = 0;
        errno = saved;
        return false;
    }
    me->pid = pid;
    me->tid = tid;
    me->ring = &probe_region->rings[slot];
    me->records = layout_records(probe_region, (uint32_t)slot);
    me->mask = layout_of(probe_region)->ring_events - 1;
    me->head = atomic_load(&me->ring->head);
    me->written = NULL;
    me->cpu = where_cpu_is(me);
    atomic_store(&me->limit, 0);
    me->busy = 0;
    errno = saved;
    return true;
}

void self_leave(void)
{
    struct self *me = &self;
    if (me->state != SELF_ON)
        return;
    me->busy = 1;
    me->written = NULL;
    (void)emit_make_room(me, 0); /* what is left to be said of losses */
    struct ring *ring = me->ring;
    me->state = SELF_OFF;
    me->busy = 0;
    ring_leave(ring);
}

void self_forked(void)
{
    struct self *me = &self;
    uint64_t where = me->fork_where;
    if (me->state == SELF_OFF && !probe_region)
        return;
    for (int kind = 0; kind < K_COUNT; kind++)
        atomic_store(&me->nested[kind], 0);
    atomic_store(&me->has_nested, 0);
    me->state = SELF_NEW;
    thread_forget();
    name_forget();
    place_here(place_next());
    me->fork_where = 0;
    if (!self_claim()) {
        region_process_over(probe_region); /* nobody will see its end */
        return;
    }
    if (where && atomic_load_explicit(&probe_region->gate, memory_order_relaxed)) {
        me->fork_where = where; /* to return is a step: the hook asks for it, and tells it */
        return;
    }
    emit(&(struct say){
        .kind = K_FORK_CHILD, .where = where, .a = getppid(), .b = (int64_t)pthread_self()});
}

bool process_may_start(void)
{
    if (atomic_fetch_add(&probe_region->processes, 1) < PROCESS_LIMIT)
        return true;
    bury_dead();
    if (atomic_load(&probe_region->processes) <= PROCESS_LIMIT)
        return true;
    region_process_over(probe_region);
    return false;
}

uint32_t place_next(void)
{
    return atomic_fetch_add(&probe_region->placed, 1);
}

void place_here(uint32_t n)
{
    const struct region *region = probe_region;
    uint32_t count = region->cpu_count;
    if (region->place == PLACE_FREE || count == 0 || count > 256)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(region->cpus[region->place == PLACE_SPREAD ? n % count : 0], &set);
    int saved = errno;
    (void)sched_setaffinity(0, sizeof(set), &set); /* not to be had: then it runs where it may */
    errno = saved;
}

void say_modules(void)
{
    (void)dl_iterate_phdr(say_module, NULL);
}

static int say_module(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    char buffer[4096];
    const char *path = info->dlpi_name;
    bool is_kernels = info->dlpi_addr == getauxval(AT_SYSINFO_EHDR);
    if (is_kernels)
        return 0;
    if (!path || !*path) { /* the program itself: it comes first */
        path = own_path(buffer, sizeof(buffer));
        for (size_t i = 0; i < info->dlpi_phnum; i++)
            if (info->dlpi_phdr[i].p_type == PT_LOAD && info->dlpi_phdr[i].p_flags & PF_W)
                name_globals(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr,
                             info->dlpi_phdr[i].p_memsz);
    }
    emit_text(&(struct say){.kind = K_MODULE, .object = info->dlpi_addr}, path, strlen(path));
    return 0;
}

static const char *own_path(char *buffer, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", buffer, size - 1);
    buffer[n > 0 ? n : 0] = '\0';
    return buffer;
}

/* An exec has ended all threads of the old program; their rings are still held. Were there any? */
static bool sweep(uint32_t pid)
{
    bool has_any = false;
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        struct ring *ring = &probe_region->rings[slot];
        if (atomic_load(&ring->state) == RING_LIVE && atomic_load(&ring->pid) == pid) {
            ring_leave(ring);
            has_any = true;
        }
    }
    return has_any;
}

/* Processes that were killed are counted until the tutor frees their rings: do not wait for it. */
static void bury_dead(void)
{
    for (uint32_t slot = 0; slot < RING_SLOTS; slot++) {
        struct ring *ring = &probe_region->rings[slot];
        uint32_t pid = atomic_load(&ring->pid), live = RING_LIVE;
        if (atomic_load(&ring->state) == RING_LIVE && pid == atomic_load(&ring->tid) &&
            REAL(kill)((pid_t)pid, 0) < 0 && errno == ESRCH &&
            atomic_compare_exchange_strong(&ring->state, &live, RING_LEAVING))
            region_process_over(probe_region);
    }
}

/* From here to the child's claim no hook may write: the child's ring is still its parent's. */
static void before_fork(void)
{
    self.was_busy = self.busy;
    self.busy = 1;
}

static void after_fork_in_parent(void)
{
    self.busy = self.was_busy;
}

static void after_fork_in_child(void)
{
    self_forked();
}

/* glibc keeps a record for each thread that the kernel updates at every migration (rseq): the
 * second word is the core. Without it, the core on which the thread began. */
static const volatile uint32_t *where_cpu_is(struct self *me)
{
    unsigned cpu = 0;
    (void)syscall(SYS_getcpu, &cpu, NULL, NULL); /* fails nowhere that runs this */
    me->started_on = cpu;
    if (!&__rseq_offset || !&__rseq_size || __rseq_size == 0)
        return &me->started_on;
    char *thread;
#if defined(__x86_64__)
    __asm__("mov %%fs:0, %0" : "=r"(thread));
#else
    thread = __builtin_thread_pointer();
#endif
    const volatile uint32_t *words = (const volatile uint32_t *)(void *)(thread + __rseq_offset);
    return words[1] < 65536 ? &words[1] : &me->started_on;
}
