/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * perf's context-switch records. A "dummy" software event counts nothing, but its ring tells every
 * switch in and out of the task it is attached to. Children inherit it; an inherited event can be
 * mapped only when it is bound to one core, so there is one event and one ring for each core.
 *
 * An ordinary user may do this for his own processes as long as the kernel's side of the event is
 * excluded (perf_event_paranoid up to 2). Where it is refused, kernel_proc.c samples /proc.
 */
#include "core/process/kernel.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/kernel_proc.h"
#include "core/process/perfring.h"

#define CORES_LIMIT 4096
/* The most and the least memory of one core's ring. The kernel lets a user lock about half a
 * megabyte for each core, which all his tutors share. */
#define RING_MOST  (256u << 10)
#define RING_LEAST (16u << 10)

struct core_ring {
    struct perf_event_mmap_page *page; /* NULL: not mapped; the ring's bytes follow it */
    struct perfring ring;
    int fd;
};

struct kernel {
    struct core_ring *cores;
    size_t count, next; /* next: the core to look at first, so that none starves */
    struct kernel_proc *proc;
    struct text why_not;
};

static int open_event(pid_t pid, int cpu)
{
    struct perf_event_attr attr;
    memset(&attr, 0, sizeof(attr));
    attr.size = sizeof(attr);
    attr.type = PERF_TYPE_SOFTWARE;
    attr.config = PERF_COUNT_SW_DUMMY;
    attr.sample_type = PERFRING_SAMPLE_TYPE;
    attr.sample_id_all = 1;
    attr.context_switch = 1;
    attr.task = 1; /* the last switch out of a task is not told; its end is */
    attr.exclude_kernel = 1;
    attr.exclude_hv = 1;
    attr.inherit = 1;
    attr.use_clockid = 1;
    attr.clockid = CLOCK_MONOTONIC;
    return (int)syscall(SYS_perf_event_open, &attr, pid, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

static int map_ring(struct core_ring *core)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = RING_MOST;
    for (;;) {
        if (size < page)
            size = page;
        void *base = mmap(NULL, page + size, PROT_READ | PROT_WRITE, MAP_SHARED, core->fd, 0);
        if (base != MAP_FAILED) {
            core->page = base;
            core->ring = (struct perfring){.bytes = (const char *)base + page, .size = size};
            return 0;
        }
        if ((errno != EPERM && errno != ENOMEM) || size <= RING_LEAST || size <= page)
            return -1;
        size /= 2;
    }
}

static void close_rings(struct kernel *kernel)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    for (size_t i = 0; i < kernel->count; i++) {
        struct core_ring *core = &kernel->cores[i];
        if (core->page)
            (void)munmap(core->page, page + core->ring.size); /* our own map: cannot fail */
        (void)close(core->fd);                                /* nothing was written */
    }
    free(kernel->cores);
    kernel->cores = NULL;
    kernel->count = 0;
}

/* Says in words why perf refused with errno `number`. */
static void put_refusal(struct text *why, int number)
{
    switch (number) {
    case EACCES:
    case EPERM:
        text_put(why, _("the kernel does not let this user see context switches "
                        "(sysctl kernel.perf_event_paranoid is above 2, or a container forbids "
                        "perf_event_open)"));
        break;
    case ENOSYS:
        text_put(why, _("this kernel has no perf_event_open"));
        break;
    case ESRCH:
        text_put(why, _("the program had ended before it could be followed"));
        break;
    default:
        text_add(why, _("perf_event_open: %s"), strerror(number));
    }
}

static int follow_by_perf(struct kernel *kernel, pid_t pid)
{
    long cores = sysconf(_SC_NPROCESSORS_CONF);
    if (cores < 1 || cores > CORES_LIMIT)
        cores = cores < 1 ? 1 : CORES_LIMIT;
    kernel->cores = xcalloc((size_t)cores, sizeof(*kernel->cores));
    int number = ENODEV;
    for (int cpu = 0; cpu < cores; cpu++) {
        struct core_ring core = {.fd = open_event(pid, cpu)};
        if (core.fd < 0 && (errno == ENODEV || errno == EINVAL) && cpu > 0)
            continue; /* a core that is switched off */
        if (core.fd < 0) {
            number = errno;
            if (number == ENODEV)
                continue;
            close_rings(kernel);
            put_refusal(&kernel->why_not, number);
            return -1;
        }
        int mapped = map_ring(&core);
        number = errno;
        kernel->cores[kernel->count++] = core;
        if (mapped < 0) {
            close_rings(kernel);
            text_add(&kernel->why_not,
                     _("no memory for the records of context switches: %s (ulimit -l, and sysctl "
                       "kernel.perf_event_mlock_kb, which all programs of a user share)"),
                     strerror(number));
            return -1;
        }
    }
    if (kernel->count > 0)
        return 0;
    close_rings(kernel);
    put_refusal(&kernel->why_not, number);
    return -1;
}

struct kernel *kernel_follow(pid_t pid)
{
    struct kernel *kernel = xcalloc(1, sizeof(*kernel));
    if (follow_by_perf(kernel, pid) < 0)
        kernel->proc = kernel_proc_follow(pid);
    return kernel;
}

void kernel_free(struct kernel *kernel)
{
    if (kernel == NULL)
        return;
    close_rings(kernel);
    kernel_proc_free(kernel->proc);
    text_release(&kernel->why_not);
    free(kernel);
}

const char *kernel_story(const struct kernel *kernel)
{
    return kernel->count > 0 ? "perf" : kernel->proc ? "proc" : "";
}

const char *kernel_why_not(const struct kernel *kernel)
{
    return text_get(&kernel->why_not);
}

uint64_t kernel_lost(const struct kernel *kernel)
{
    uint64_t lost = 0;
    for (size_t i = 0; i < kernel->count; i++)
        lost += kernel->cores[i].ring.lost;
    return lost;
}

static bool next_of_core(struct core_ring *core, struct kernel_switch *out)
{
    uint64_t head = atomic_load_explicit((_Atomic uint64_t *)(void *)&core->page->data_head,
                                         memory_order_acquire);
    bool found = perfring_next(&core->ring, head, out);
    atomic_store_explicit((_Atomic uint64_t *)(void *)&core->page->data_tail, core->ring.tail,
                          memory_order_release);
    return found;
}

bool kernel_next(struct kernel *kernel, struct kernel_switch *out)
{
    for (size_t i = 0; i < kernel->count; i++) {
        if (next_of_core(&kernel->cores[kernel->next], out))
            return true;
        kernel->next = (kernel->next + 1) % kernel->count;
    }
    return kernel->proc != NULL && kernel_proc_next(kernel->proc, out);
}
