/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A trace as a file: a header, a table of sections, and the sections exactly as they stand in
 * memory, so that opening is mapping. doc/trace-format.md has the layout. Everything in a file is
 * checked before anybody uses it: afterwards no number in the trace points outside of it.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/trace/trace.h"
#include "core/trace/trace_store.h"

#define FILE_VERSION   1u
#define FILE_ALIGNMENT 64u /* of each section, a cache line: an event never stands on two */

static const char file_magic[8] = "cttrace";

enum section_kind {
    SECTION_FACTS = 1,
    SECTION_EVENTS,
    SECTION_PLACES,
    SECTION_OBJECTS,
    SECTION_LANES,
    SECTION_SOURCES,
    SECTION_TEXT,
    SECTION_END,
};

struct file_header {
    char magic[8];
    uint32_t version;
    uint32_t sections; /* entries of the table that follows */
    uint64_t size;     /* of the whole file */
    uint64_t spare;
};

struct file_section {
    uint32_t kind;
    uint32_t item_size;
    uint64_t offset, count;
};

/* The file is the memory of a little-endian machine with 64-bit alignment. */
_Static_assert(sizeof(struct file_header) == 32, "layout of the file");
_Static_assert(sizeof(struct file_section) == 24, "layout of the file");
_Static_assert(sizeof(struct place) == 16, "layout of the file");
_Static_assert(sizeof(struct object) == 24, "layout of the file");
_Static_assert(sizeof(struct lane) == 40, "layout of the file");
_Static_assert(sizeof(struct source) == 16, "layout of the file");
_Static_assert(sizeof(struct trace_facts) == 48, "layout of the file");
#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "trace files are little-endian: reading and writing must swap bytes here"
#endif

static const uint32_t item_sizes[SECTION_END] = {
    [SECTION_FACTS] = sizeof(struct trace_facts),
    [SECTION_EVENTS] = sizeof(struct event),
    [SECTION_PLACES] = sizeof(struct place),
    [SECTION_OBJECTS] = sizeof(struct object),
    [SECTION_LANES] = sizeof(struct lane),
    [SECTION_SOURCES] = sizeof(struct source),
    [SECTION_TEXT] = 1,
};

/* --- checking ------------------------------------------------------------------------------ */

static int damaged(struct err *err, const char *what)
{
    return err_set(err, STATUS_FAILED, _("the trace is damaged: %s"), what);
}

static bool is_text(const struct trace *trace, uint32_t offset)
{
    if (!offset)
        return true;
    if (offset < TEXT_HEAD + 1 || offset >= trace->text_size)
        return false;
    size_t size = trace_text_size(trace, offset);
    return size < trace->text_size - offset && trace->text[offset + size] == '\0';
}

/* Follows each lane to the root; a lane seen on the way of an earlier one is known to be good. */
static bool has_parent_cycle(const struct trace *trace)
{
    uint32_t *walk = xcalloc(trace->lane_count, sizeof(*walk));
    bool has_cycle = false;
    for (size_t i = 1; i < trace->lane_count && !has_cycle; i++) {
        size_t at = i;
        while (at && !walk[at]) {
            walk[at] = (uint32_t)i;
            at = trace->lanes[at].parent;
        }
        has_cycle = at && walk[at] == i;
    }
    free(walk);
    return has_cycle;
}

static int check_tables(const struct trace *trace, struct err *err)
{
    for (size_t i = 0; i < trace->source_count; i++) {
        const struct source *source = &trace->sources[i];
        if (!is_text(trace, source->path) || !is_text(trace, source->name) ||
            !is_text(trace, source->text) || source->size > trace_text_size(trace, source->text))
            return damaged(err, _("a source file's entry"));
    }
    for (size_t i = 0; i < trace->place_count; i++) {
        const struct place *place = &trace->places[i];
        if (place->file >= trace->source_count || !is_text(trace, place->function))
            return damaged(err, _("a place's entry"));
    }
    for (size_t i = 0; i < trace->object_count; i++) {
        const struct object *object = &trace->objects[i];
        if (!is_text(trace, object->name) || !is_text(trace, object->type))
            return damaged(err, _("an object's entry"));
    }
    for (size_t i = 0; i < trace->lane_count; i++) {
        const struct lane *lane = &trace->lanes[i];
        if (lane->parent >= trace->lane_count || !is_text(trace, lane->name) ||
            !is_text(trace, lane->given))
            return damaged(err, _("a lane's entry"));
    }
    if (has_parent_cycle(trace))
        return damaged(err, _("a lane that is its own ancestor"));
    if (!is_text(trace, trace->facts.command) || !is_text(trace, trace->facts.kernel_story))
        return damaged(err, _("the facts of the run"));
    return 0;
}

static int check_events(const struct trace *trace, struct err *err)
{
    uint64_t clock = 0, late = 0;
    for (size_t i = 0; i < trace->count; i++) {
        const struct event *event = trace_event(trace, i);
        bool is_good = event->kind < K_COUNT && event->kind != K_TEXT &&
                       event->lane < trace->lane_count && event->where < trace->place_count &&
                       event->object < trace->object_count && is_text(trace, event->text);
        if (!is_good)
            return err_set(err, STATUS_FAILED, _("the trace is damaged: event %zu"), i);
        late += event->clock < clock;
        clock = event->clock;
    }
    return late > trace->facts.late ? damaged(err, _("events out of order")) : 0;
}

/* --- reading ------------------------------------------------------------------------------- */

static void adopt(struct trace *trace, const struct file_section *section, void *items)
{
    size_t count = (size_t)section->count;
    switch ((enum section_kind)section->kind) {
    case SECTION_FACTS:
        memcpy(&trace->facts, items, sizeof(trace->facts));
        break;
    case SECTION_EVENTS:
        trace->count = count;
        trace->chunk_count = (count + CHUNK_EVENTS - 1) >> CHUNK_BITS;
        trace->chunks = xcalloc(trace->chunk_count, sizeof(struct event *));
        for (size_t i = 0; i < trace->chunk_count; i++)
            trace->chunks[i] = (struct event *)items + (i << CHUNK_BITS);
        break;
    case SECTION_PLACES:
        trace->places = items;
        trace->place_count = count;
        break;
    case SECTION_OBJECTS:
        trace->objects = items;
        trace->object_count = count;
        break;
    case SECTION_LANES:
        trace->lanes = items;
        trace->lane_count = count;
        break;
    case SECTION_SOURCES:
        trace->sources = items;
        trace->source_count = count;
        break;
    case SECTION_TEXT:
        trace->text = items;
        trace->text_size = count;
        break;
    case SECTION_END:
        break;
    }
}

/* Every section that this version knows, once; others are a later version's and are passed over. */
static int read_sections(struct trace *trace, char *bytes, size_t n, struct err *err)
{
    struct file_header header;
    memcpy(&header, bytes, sizeof(header));
    if (header.sections > (n - sizeof(header)) / sizeof(struct file_section))
        return damaged(err, _("its table of sections is cut off"));
    unsigned seen = 0;
    for (uint32_t i = 0; i < header.sections; i++) {
        struct file_section section;
        memcpy(&section, bytes + sizeof(header) + i * sizeof(section), sizeof(section));
        if (!section.kind || section.kind >= SECTION_END)
            continue;
        if (seen & 1u << section.kind || section.item_size != item_sizes[section.kind])
            return damaged(err, _("a section's entry"));
        if (section.offset % FILE_ALIGNMENT || section.offset > n ||
            section.count > (n - section.offset) / section.item_size)
            return damaged(err, _("a section lies outside of it"));
        bool is_limited = section.kind != SECTION_EVENTS;
        if ((section.kind == SECTION_FACTS && section.count != 1) ||
            (is_limited && (section.count < 1 || section.count > UINT32_MAX)))
            return damaged(err, _("a section's size"));
        seen |= 1u << section.kind;
        adopt(trace, &section, bytes + section.offset);
    }
    if (seen != (1u << SECTION_END) - 2)
        return damaged(err, _("a section is missing"));
    return trace->text[0] == '\0' ? 0 : damaged(err, _("its text"));
}

static int read_trace(struct trace *trace, char *bytes, size_t n, struct err *err)
{
    struct file_header header;
    if (n < sizeof(header) || memcmp(bytes, file_magic, sizeof(file_magic)) != 0)
        return err_set(err, STATUS_FAILED, _("it is not a trace of conc-tutor"));
    memcpy(&header, bytes, sizeof(header));
    if (header.version != FILE_VERSION)
        return err_set(err, STATUS_FAILED,
                       _("it is a trace of version %u, and this program reads "
                         "version %u"),
                       header.version, FILE_VERSION);
    if (header.size != n)
        return err_set(err, STATUS_FAILED,
                       _("the trace is damaged: it should have %llu bytes and has %zu"),
                       (unsigned long long)header.size, n);
    if (read_sections(trace, bytes, n, err))
        return -1;
    if (check_tables(trace, err))
        return -1;
    return check_events(trace, err);
}

/* Takes over `mapped` (to be unmapped if `mapped_size`, freed otherwise). */
static struct trace *open_trace(char *bytes, size_t n, void *mapped, size_t mapped_size,
                                struct err *err)
{
    struct trace *trace = xcalloc(1, sizeof(*trace));
    trace->is_read_only = true;
    trace->mapped = mapped;
    trace->mapped_size = mapped_size;
    if (!read_trace(trace, bytes, n, err))
        return trace;
    trace_free(trace);
    return NULL;
}

struct trace *trace_parse(const void *bytes, size_t n, struct err *err)
{
    /* Never written to: a loaded trace is read-only. But a struct must stand where it may. */
    if ((uintptr_t)bytes % _Alignof(struct event) == 0)
        return open_trace((char *)(uintptr_t)bytes, n, NULL, 0, err);
    char *copy = memcpy(xmalloc(n + 1), bytes, n);
    return open_trace(copy, n, copy, 0, err);
}

static struct trace *load_fd(int fd, struct err *err)
{
    struct stat status;
    if (fstat(fd, &status)) {
        err_sys(err, _("cannot look at it"));
        return NULL;
    }
    if (S_ISDIR(status.st_mode)) {
        err_set(err, STATUS_FAILED, _("it is a folder"));
        return NULL;
    }
    if (!S_ISREG(status.st_mode) || status.st_size < (off_t)sizeof(struct file_header) ||
        (uint64_t)status.st_size > SIZE_MAX) {
        err_set(err, STATUS_FAILED, _("it is not a trace of conc-tutor"));
        return NULL;
    }
    size_t size = (size_t)status.st_size;
    void *mapped = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED) {
        err_sys(err, _("cannot map it"));
        return NULL;
    }
    (void)madvise(mapped, size, MADV_SEQUENTIAL); /* only a hint */
    return open_trace(mapped, size, mapped, size, err);
}

struct trace *trace_load(const char *path, struct err *err)
{
    struct err why;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        err_sys(err, _("cannot open '%s'"), path);
        return NULL;
    }
    struct trace *trace = load_fd(fd, &why);
    (void)close(fd); /* only read from */
    if (!trace)
        err_set(err, why.status, _("cannot load '%s': %s"), path, why.text);
    return trace;
}

/* --- writing ------------------------------------------------------------------------------- */

static uint64_t align(uint64_t offset)
{
    return (offset + FILE_ALIGNMENT - 1) / FILE_ALIGNMENT * FILE_ALIGNMENT;
}

static int write_events(const struct trace *trace, int fd)
{
    for (size_t i = 0; i < trace->count; i += CHUNK_EVENTS) {
        size_t left = trace->count - i;
        size_t n = left < CHUNK_EVENTS ? left : CHUNK_EVENTS;
        if (file_write_all(fd, trace_event(trace, i), n * sizeof(struct event)))
            return -1;
    }
    return 0;
}

static int write_trace(const struct trace *trace, int fd)
{
    static const char nothing[FILE_ALIGNMENT];
    const struct {
        const void *items;
        size_t count;
    } contents[SECTION_END] = {
        [SECTION_FACTS] = {&trace->facts, 1},
        [SECTION_EVENTS] = {NULL, trace->count},
        [SECTION_PLACES] = {trace->places, trace->place_count},
        [SECTION_OBJECTS] = {trace->objects, trace->object_count},
        [SECTION_LANES] = {trace->lanes, trace->lane_count},
        [SECTION_SOURCES] = {trace->sources, trace->source_count},
        [SECTION_TEXT] = {trace->text, trace->text_size},
    };
    struct {
        struct file_header header;
        struct file_section sections[SECTION_END - 1];
    } head = {.header = {.version = FILE_VERSION, .sections = SECTION_END - 1}};
    memcpy(head.header.magic, file_magic, sizeof(file_magic));
    uint64_t offset = sizeof(head);
    for (unsigned kind = SECTION_FACTS; kind < SECTION_END; kind++) {
        offset = align(offset);
        head.sections[kind - 1] = (struct file_section){.kind = kind,
                                                        .item_size = item_sizes[kind],
                                                        .offset = offset,
                                                        .count = contents[kind].count};
        offset += (uint64_t)contents[kind].count * item_sizes[kind];
    }
    head.header.size = offset;

    if (file_write_all(fd, &head, sizeof(head)))
        return -1;
    uint64_t written = sizeof(head);
    for (unsigned kind = SECTION_FACTS; kind < SECTION_END; kind++) {
        const struct file_section *section = &head.sections[kind - 1];
        if (file_write_all(fd, nothing, (size_t)(section->offset - written)))
            return -1;
        size_t bytes = (size_t)section->count * section->item_size;
        if (kind == SECTION_EVENTS ? write_events(trace, fd)
                                   : file_write_all(fd, contents[kind].items, bytes))
            return -1;
        written = section->offset + bytes;
    }
    return 0;
}

/* Beside the file, under a name of our own, then renamed: a reader sees the old or the new one. */
static int save_beside(const struct trace *trace, const char *path, struct err *err)
{
    char *part = xasprintf("%s.part-%ld", path, (long)getpid());
    (void)unlink(part); /* left over from a process that had our number and was killed */
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int result = 0;
    if (fd < 0) {
        result = err_sys(err, _("cannot create '%s'"), path);
        free(part);
        return result;
    }
    bool is_written = !write_trace(trace, fd) && !fsync(fd);
    int number = errno;
    if (close(fd) && is_written) {
        number = errno;
        is_written = false;
    }
    if (is_written && !rename(part, path)) {
        free(part);
        return 0;
    }
    if (!is_written)
        errno = number;
    result = err_sys(err, _("cannot write '%s'"), path);
    (void)unlink(part);
    free(part);
    return result;
}

/* What is no regular file (a device, a pipe) must not be replaced by one. */
static int save_into(const struct trace *trace, const char *path, struct err *err)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return err_sys(err, _("cannot open '%s'"), path);
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0)
        (void)fcntl(fd, F_SETFL, flags & ~O_NONBLOCK); /* O_NONBLOCK was for the opening */
    int result = write_trace(trace, fd) ? err_sys(err, _("cannot write '%s'"), path) : 0;
    (void)close(fd); /* nothing is cached for a device or a pipe */
    return result;
}

int trace_save(const struct trace *trace, const char *path, struct err *err)
{
    struct stat status;
    if (!stat(path, &status)) {
        if (S_ISDIR(status.st_mode)) {
            errno = EISDIR;
            return err_sys(err, _("cannot write '%s'"), path);
        }
        if (!S_ISREG(status.st_mode))
            return save_into(trace, path, err);
    }
    char *target = realpath(path, NULL); /* a symbolic link stays one */
    int result = save_beside(trace, target ? target : path, err);
    free(target);
    return result;
}
