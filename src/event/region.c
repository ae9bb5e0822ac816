/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The region: made by the tutor, attached by the probe.
 *
 * The region itself can be overwritten by a program gone wild, its header too. So each side keeps
 * what it believes about the layout on a private page directly before the mapping (layout.h), and
 * the consumer reads only that. The memfd is sealed against shrinking: a program that truncates it
 * would otherwise kill the tutor with SIGBUS.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "event/layout.h"
#include "event/ring.h"

#ifndef MADV_POPULATE_READ
#define MADV_POPULATE_READ 22 /* Linux 5.14 */
#endif

static bool is_power_of_two(uint64_t n);
static size_t header_size(void);
static struct region *map(int fd, uint32_t ring_events);

size_t region_size(uint32_t ring_events)
{
    return header_size() + (size_t)RING_SLOTS * ring_events * sizeof(struct event);
}

struct region *region_create(uint32_t ring_events, uint32_t warm, int *fd)
{
    *fd = -1;
    if (!is_power_of_two(ring_events) || ring_events < RING_EVENTS_MIN ||
        ring_events > RING_EVENTS_MAX) {
        errno = EINVAL;
        return NULL;
    }
    int memory = memfd_create("conc-tutor", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (memory < 0)
        return NULL;
    struct region *region = NULL;
    if (ftruncate(memory, (off_t)region_size(ring_events)) == 0) {
        /* A kernel that cannot seal leaves the tutor open to SIGBUS, not wrong: go on. */
        (void)fcntl(memory, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL);
        region = map(memory, ring_events);
    }
    if (!region) {
        int error = errno;
        close(memory);
        errno = error;
        return NULL;
    }
    region->version = RING_VERSION;
    region->ring_events = ring_events;
    region->slots = RING_SLOTS;
    region->ring_offset = header_size();
    region->size = region_size(ring_events);
    region->magic = RING_MAGIC;
    ring_warm((char *)region, header_size());
    for (uint32_t slot = 0; slot < warm && slot < RING_SLOTS; slot++)
        ring_warm((char *)layout_records(region, slot), layout_ring_bytes(region));
    *fd = memory;
    return region;
}

struct region *region_attach(const char *path)
{
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return NULL;
    struct stat status;
    struct region head;
    memset(&head, 0, offsetof(struct region, gate));
    struct region *region = NULL;
    errno = EPROTO;
    if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
        pread(fd, &head, offsetof(struct region, gate), 0) ==
            (ssize_t)offsetof(struct region, gate) &&
        head.magic == RING_MAGIC && head.version == RING_VERSION && head.slots == RING_SLOTS &&
        is_power_of_two(head.ring_events) && head.ring_events >= RING_EVENTS_MIN &&
        head.ring_events <= RING_EVENTS_MAX && head.ring_offset == header_size() &&
        head.size == region_size(head.ring_events) && (uint64_t)status.st_size == head.size)
        region = map(fd, head.ring_events);
    else
        errno = EPROTO;
    int error = errno;
    close(fd);
    errno = error;
    return region;
}

void region_unmap(struct region *region, size_t size)
{
    if (region)
        (void)munmap((char *)region - LAYOUT_PAGE, size + LAYOUT_PAGE); /* cannot fail: ours */
}

void region_process_over(struct region *region)
{
    uint32_t now = atomic_load(&region->processes);
    while (now > 0 && !atomic_compare_exchange_weak(&region->processes, &now, now - 1))
        continue;
}

/* Touching the memory before the first event costs little here; a page fault in the middle of the
 * program would cost 4.6 events. Reading is enough: pages of a shared file are mapped writable, and
 * many at a time, which is three times faster than faulting each in for writing. */
void ring_warm(char *bytes, size_t size)
{
    if (madvise(bytes, size, MADV_POPULATE_READ) == 0)
        return;
    for (size_t i = 0; i < size; i += 4096) {
        volatile char *byte = bytes + i;
        *byte = *byte;
    }
}

static bool is_power_of_two(uint64_t n)
{
    return n && !(n & (n - 1));
}

static size_t header_size(void)
{
    return (sizeof(struct region) + LAYOUT_PAGE - 1) / LAYOUT_PAGE * LAYOUT_PAGE;
}

/* One reservation for both, so that nothing else can come to stand before the region. Nothing in it
 * can be written, so it does not count as the program's data, which may be limited. */
static struct region *map(int fd, uint32_t ring_events)
{
    size_t size = region_size(ring_events);
    char *base = mmap(NULL, size + LAYOUT_PAGE, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (base == MAP_FAILED)
        return NULL;
    void *shared = mmap(base + LAYOUT_PAGE, size, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_FIXED | MAP_NORESERVE, fd, 0);
    if (shared == MAP_FAILED || mprotect(base, LAYOUT_PAGE, PROT_READ | PROT_WRITE) < 0) {
        int error = errno;
        (void)munmap(base, size + LAYOUT_PAGE);
        errno = error;
        return NULL;
    }
    struct layout *layout = (struct layout *)(void *)base;
    layout->ring_events = ring_events;
    layout->ring_offset = header_size();
    return shared;
}
