/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small segments are copied whole. In large ones (a matrix of a million numbers) only pages that
 * were ever written to are: they are write protected until a first write faults.
 */
#include "explore/machine/snapshot.h"

#include <link.h>
#include <stddef.h>
#include <string.h>
#include <sys/mman.h>

#include "explore/machine/resume.h"

#define PIECES 16
#define PAGE   ((uintptr_t)4096)
#define SMALL  ((size_t)16 << 10)

struct piece {
    char *bytes, *saved;
    size_t size;
    bool is_watched;
};

static struct piece pieces[PIECES];
static size_t piece_count;
static uint32_t *dirty; /* pages written to: piece << 24 | page */
static size_t dirty_count;

static void add(uintptr_t from, uintptr_t to)
{
    if (from >= to)
        return;
    if (piece_count == PIECES)
        engine_internal("the program has too many segments");
    pieces[piece_count++] = (struct piece){.bytes = (char *)from, .size = to - from};
}

/* All from `from` to `to` but [hole, hole_end). */
static void add_but(uintptr_t from, uintptr_t to, uintptr_t hole, uintptr_t hole_end)
{
    if (hole_end <= from || hole >= to) {
        add(from, to);
        return;
    }
    add(from, hole < from ? from : hole);
    add(hole_end > to ? to : hole_end, to);
}

/* Where the dynamic linker keeps addresses it has found: they stay found. */
static void find_plt(const struct dl_phdr_info *info, uintptr_t *from, uintptr_t *to)
{
    *from = *to = 0;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type != PT_DYNAMIC)
            continue;
        size_t bytes = 0;
        const ElfW(Dyn) *entry = (const void *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
        for (; entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_PLTGOT)
                *from = entry->d_un.d_ptr;
            if (entry->d_tag == DT_PLTRELSZ)
                bytes = entry->d_un.d_val;
        }
        if (*from && *from < info->dlpi_addr)
            *from += info->dlpi_addr;
        *to = *from + 3 * sizeof(void *) + bytes / sizeof(ElfW(Rela)) * sizeof(void *);
    }
}

static int find_segments(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    uintptr_t relro_end = 0, plt, plt_end;
    find_plt(info, &plt, &plt_end);
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO) {
            relro_end = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
            relro_end &= ~(PAGE - 1);
        }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type == PT_LOAD && engine.constants == 0)
            engine.constants = info->dlpi_addr + segment->p_vaddr; /* they are in order */
        if (segment->p_type == PT_LOAD && (segment->p_flags & PF_X)) {
            engine.code = info->dlpi_addr + segment->p_vaddr;
            engine.code_size = segment->p_memsz;
        }
        if (segment->p_type != PT_LOAD || !(segment->p_flags & PF_W))
            continue;
        uintptr_t from = info->dlpi_addr + segment->p_vaddr, to = from + segment->p_memsz;
        if (relro_end > from && relro_end <= to)
            from = relro_end; /* it begins with what is read-only by now */
        add_but(from, to, plt, plt_end);
        engine.globals = from;
        engine.globals_size = to - from;
    }
    engine.constants_size = engine.globals - engine.constants;
    verdict->load_bias = info->dlpi_addr;
    return 1; /* the program itself comes first */
}

static void split_large(void)
{
    size_t count = piece_count;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].size < SMALL)
            continue;
        uintptr_t from = (uintptr_t)pieces[i].bytes, to = from + pieces[i].size;
        uintptr_t first = (from + PAGE - 1) & ~(PAGE - 1), last = to & ~(PAGE - 1);
        pieces[i].size = first - from;
        add(last, to);
        add(first, last);
        pieces[piece_count - 1].is_watched = true;
    }
}

void snapshot_take(void)
{
    (void)dl_iterate_phdr(find_segments, NULL);
    split_large();
    size_t pages = 0;
    for (size_t i = 0; i < piece_count; i++) {
        struct piece *piece = &pieces[i];
        piece->saved = engine_reserve(piece->size + 1);
        __builtin_memcpy(piece->saved, piece->bytes, piece->size);
        if (!piece->is_watched)
            continue;
        pages += piece->size / PAGE;
        if (mprotect(piece->bytes, piece->size, PROT_READ) != 0)
            engine_internal("cannot watch the program's variables");
    }
    dirty = engine_reserve((pages + 1) * sizeof(*dirty));
}

void snapshot_restore(void)
{
    for (size_t i = 0; i < piece_count; i++)
        if (!pieces[i].is_watched)
            __builtin_memcpy(pieces[i].bytes, pieces[i].saved, pieces[i].size);
    for (size_t i = 0; i < dirty_count; i++) {
        const struct piece *piece = &pieces[dirty[i] >> 24];
        size_t offset = (dirty[i] & 0xffffffu) * PAGE;
        __builtin_memcpy(piece->bytes + offset, piece->saved + offset, PAGE);
    }
}

bool snapshot_is_small(void)
{
    bool is_small = true;
    for (size_t i = 0; i < piece_count; i++)
        is_small &= !pieces[i].is_watched;
    return is_small;
}

void snapshot_keep(void)
{
    for (size_t i = 0; i < piece_count; i++)
        resume_keep(pieces[i].bytes, pieces[i].size);
}

void snapshot_forget(void)
{
    dirty_count = 0;
}

void snapshot_each(void (*look)(const void *from, size_t size))
{
    for (size_t i = 0; i < piece_count; i++)
        if (!pieces[i].is_watched)
            look(pieces[i].bytes, pieces[i].size);
    for (size_t i = 0; i < dirty_count; i++)
        look(pieces[dirty[i] >> 24].bytes + (dirty[i] & 0xffffffu) * PAGE, PAGE);
}

bool snapshot_fault(uintptr_t address)
{
    for (size_t i = 0; i < piece_count; i++) {
        const struct piece *piece = &pieces[i];
        size_t offset = address - (uintptr_t)piece->bytes;
        if (!piece->is_watched || offset >= piece->size)
            continue;
        size_t page = offset / PAGE;
        if (mprotect(piece->bytes + page * PAGE, PAGE, PROT_READ | PROT_WRITE) != 0)
            return false;
        dirty[dirty_count++] = (uint32_t)(i << 24 | page);
        return true;
    }
    return false;
}
