/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ring is the kernel's, yet what it says of its sizes is checked before anything is read.
 *
 * A switch is told when a task comes and when it goes, with one exception: a task that ends is
 * taken off the list before it goes for the last time. Its end is told, a little earlier, and
 * stands for that.
 */
#include "core/process/perfring.h"

#include <string.h>

/* What stands at the end of each record, as asked for by PERFRING_SAMPLE_TYPE. */
struct sample_id {
    uint32_t pid, tid;
    uint64_t ns;
    uint32_t cpu, spare;
};

/* Copies from the ring, over its end where need be. */
static void copy_out(const struct perfring *ring, uint64_t at, void *out, size_t n)
{
    size_t offset = (size_t)(at & (ring->size - 1));
    size_t first = ring->size - offset < n ? ring->size - offset : n;
    memcpy(out, ring->bytes + offset, first);
    memcpy((char *)out + first, ring->bytes, n - first);
}

/* Turns the record at the tail into *out. False when it does not tell a switch. */
static bool take(const struct perfring *ring, const struct perf_event_header *header,
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

/* How many records a LOST record says did not fit. */
static uint64_t lost_of(const struct perfring *ring, const struct perf_event_header *header)
{
    uint64_t words[2]; /* of which event, how many */
    if (header->type != PERF_RECORD_LOST || header->size < sizeof(*header) + sizeof(words))
        return 0;
    copy_out(ring, ring->tail + sizeof(*header), words, sizeof(words));
    return words[1];
}

bool perfring_next(struct perfring *ring, uint64_t head, struct kernel_switch *out)
{
    bool found = false;
    while (!found && ring->tail != head) {
        struct perf_event_header header = {0};
        uint64_t left = head - ring->tail;
        if (left <= ring->size && left >= sizeof(header))
            copy_out(ring, ring->tail, &header, sizeof(header));
        if (header.size < sizeof(header) || header.size > left) {
            ring->lost++; /* makes no sense: begin again at the head */
            ring->tail = head;
            return false;
        }
        found = take(ring, &header, out);
        ring->lost += lost_of(ring, &header);
        ring->tail += header.size;
    }
    return found;
}
