/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * perf's context-switch records. A "dummy" software event counts nothing, but its ring tells every
 * switch in and out of the task it is attached to. Children inherit it; an inherited event can be
 * mapped only when it is bound to one core, so there is one event and one ring for each core.
 *
 * An ordinary user may do this for his own processes as long as the kernel's side of the event is
 * excluded (perf_event_paranoid up to 2). Where it is refused, kernel_proc.c samples /proc.
 */
#include "core/kernel.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "core/kernel_proc.h"
#include "core/text.h"

#define CORES_LIMIT 4096
/* The most and the least memory of one core's ring. The kernel lets a user lock about half a
 * megabyte for each core, which all his tutors share. */
#define RING_MOST  (256u << 10)
#define RING_LEAST (16u << 10)

/* What stands at the end of each record, as asked for by sample_type. */
struct sample_id {
    uint32_t pid, tid;
    uint64_t ns;
    uint32_t cpu, spare;
};

struct core_ring {
    struct perf_event_mmap_page *page; /* the ring's bytes follow it, `size` of them */
    size_t size;
    uint64_t tail;
    int fd;
};

struct kernel {
    struct core_ring *rings;
    size_t count, next; /* next: the ring to look at first, so that none starves */
    struct kernel_proc *proc;
    uint64_t lost;
    struct text why_not;
};

static int open_event(pid_t pid, int cpu)
{
    struct perf_event_attr attr;
    memset(&attr, 0, sizeof(attr));
    attr.size = sizeof(attr);
    attr.type = PERF_TYPE_SOFTWARE;
    attr.config = PERF_COUNT_SW_DUMMY;
    attr.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
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

static int map_ring(struct core_ring *ring)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = RING_MOST;
    for (;;) {
        if (size < page)
            size = page;
        void *base = mmap(NULL, page + size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->fd, 0);
        if (base != MAP_FAILED) {
            ring->page = base;
            ring->size = size;
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
        struct core_ring *ring = &kernel->rings[i];
        if (ring->page)
            (void)munmap(ring->page, page + ring->size); /* our own map: cannot fail */
        (void)close(ring->fd);                           /* nothing was written */
    }
    free(kernel->rings);
    kernel->rings = NULL;
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
    kernel->rings = xcalloc((size_t)cores, sizeof(*kernel->rings));
    int number = ENODEV;
    for (int cpu = 0; cpu < cores; cpu++) {
        struct core_ring ring = {.fd = open_event(pid, cpu)};
        if (ring.fd < 0 && (errno == ENODEV || errno == EINVAL) && cpu > 0)
            continue; /* a core that is switched off */
        if (ring.fd < 0) {
            number = errno;
            if (number == ENODEV)
                continue;
            close_rings(kernel);
            put_refusal(&kernel->why_not, number);
            return -1;
        }
        int mapped = map_ring(&ring);
        number = errno;
        kernel->rings[kernel->count++] = ring;
        if (mapped < 0) {
            close_rings(kernel);
            put_refusal(&kernel->why_not, number);
            return -1;
        }
    }
    if (kernel->count > 0)
        return 0;
    close_rings(kernel);
    put_refusal(&kernel->why_not, number);
    return -1;
}

struct kernel *kernel_follow_by_proc(pid_t pid)
{
    struct kernel *kernel = xcalloc(1, sizeof(*kernel));
    kernel->proc = kernel_proc_follow(pid);
    return kernel;
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
    return kernel->lost;
}

/* Copies from the ring, over its end where need be. */
static void copy_out(const struct core_ring *ring, uint64_t at, void *out, size_t n)
{
    const char *bytes = (const char *)ring->page + sysconf(_SC_PAGESIZE);
    size_t offset = (size_t)(at & (ring->size - 1));
    size_t first = ring->size - offset < n ? ring->size - offset : n;
    memcpy(out, bytes + offset, first);
    memcpy((char *)out + first, bytes, n - first);
}

/* Turns a record into *out. False when it says nothing of a switch. */
static bool take_record(const struct core_ring *ring, const struct perf_event_header *header,
                        struct kernel_switch *out)
{
    struct sample_id id;
    bool is_end = header->type == PERF_RECORD_EXIT;
    if ((header->type != PERF_RECORD_SWITCH && !is_end) ||
        header->size < sizeof(*header) + sizeof(id))
        return false;
    copy_out(ring, ring->tail + header->size - sizeof(id), &id, sizeof(id));
    bool is_out = is_end || (header->misc & PERF_RECORD_MISC_SWITCH_OUT);
    *out = (struct kernel_switch){
        .ns = id.ns,
        .pid = id.pid,
        .tid = id.tid,
        .cpu = (uint16_t)id.cpu,
        .is_in = !is_out,
        .is_preempted = !is_end && is_out && (header->misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT),
    };
    return true;
}

/* The next switch of one core's ring. The ring is the kernel's, yet what it says of its sizes is
 * checked: a program can never make us read beyond. */
static bool next_of_ring(struct kernel *kernel, struct core_ring *ring, struct kernel_switch *out)
{
    uint64_t head = atomic_load_explicit((_Atomic uint64_t *)(void *)&ring->page->data_head,
                                         memory_order_acquire);
    bool found = false;
    while (!found && ring->tail != head) {
        struct perf_event_header header;
        uint64_t left = head - ring->tail;
        if (left > ring->size || left < sizeof(header)) {
            kernel->lost++; /* makes no sense: begin again at the head */
            ring->tail = head;
            break;
        }
        copy_out(ring, ring->tail, &header, sizeof(header));
        if (header.size < sizeof(header) || header.size > left) {
            kernel->lost++;
            ring->tail = head;
            break;
        }
        found = take_record(ring, &header, out);
        uint64_t words[2]; /* of a LOST record: which event, how many */
        if (header.type == PERF_RECORD_LOST && header.size >= sizeof(header) + sizeof(words)) {
            copy_out(ring, ring->tail + sizeof(header), words, sizeof(words));
            kernel->lost += words[1];
        }
        ring->tail += header.size;
    }
    atomic_store_explicit((_Atomic uint64_t *)(void *)&ring->page->data_tail, ring->tail,
                          memory_order_release);
    return found;
}

bool kernel_next(struct kernel *kernel, struct kernel_switch *out)
{
    for (size_t i = 0; i < kernel->count; i++) {
        struct core_ring *ring = &kernel->rings[kernel->next];
        if (next_of_ring(kernel, ring, out))
            return true;
        kernel->next = (kernel->next + 1) % kernel->count;
    }
    return kernel->proc != NULL && kernel_proc_next(kernel->proc, out);
}
