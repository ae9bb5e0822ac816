/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/report/report.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "explore/engine/hooks.h"
#include "explore/machine/syscall.h"
#include "explore/report/story.h"
#include "explore/search/record.h"
#include "explore/search/rounds.h"
#include "explore/search/schedule.h"
#include "explore/search/search.h"

#define BROKEN 3
#define SEEN   4096u /* pairs of places that race: a hash set */
#define SLOTS  2048u /* of outcomes: more than VERDICT_OUTCOMES, a power of two */

struct verdict *verdict;

static struct {
    uint64_t where, other;
    uint32_t preemptions, steps;
} seen_races[SEEN];
static uint32_t seen_count;
static uint16_t outcome_slots[SLOTS]; /* number of an outcome + 1 */
static uint64_t outcome_hashes[VERDICT_OUTCOMES];
static bool has_failed, has_found;

void report_attach(void)
{
    const char *path = getenv(VERDICT_ENVIRONMENT);
    int fd = path ? (int)engine_syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC) : -1;
    struct stat file;
    if (fd < 0 || fstat(fd, &file) != 0 || file.st_size < (off_t)sizeof(struct verdict))
        engine_quit(BROKEN);
    verdict = mmap(NULL, sizeof(*verdict), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (verdict == MAP_FAILED || verdict->magic != VERDICT_MAGIC ||
        verdict->version != VERDICT_VERSION)
        engine_quit(BROKEN);
    (void)close(fd);
    ssize_t n = readlink("/proc/self/exe", verdict->program, sizeof(verdict->program) - 1);
    if (n < 0)
        verdict->program[0] = '\0';
    verdict->preemption_bound = ~0u;
    verdict->events_failure = ~0u;
    if (verdict->request.steps == 0)
        verdict->request.steps = 20000;
    if (verdict->request.steps > EVENTS_MOST - 2)
        verdict->request.steps = EVENTS_MOST - 2;
}

/* --- failures --------------------------------------------------------------------------------- */

static bool is_better(const struct verdict_failure *a, const struct verdict_failure *than)
{
    if (a->preemptions != than->preemptions)
        return a->preemptions < than->preemptions;
    return a->wakeups != than->wakeups ? a->wakeups < than->wakeups : a->steps < than->steps;
}

static bool is_same(const struct verdict_failure *a, const struct verdict_failure *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == FAILURE_RACE)
        return (a->where == b->where && a->other_where == b->other_where) ||
               (a->where == b->other_where && a->other_where == b->where);
    if (a->kind == FAILURE_DEADLOCK || a->kind == FAILURE_LIVELOCK)
        return a->threads == b->threads && a->where == b->where;
    if (a->kind == FAILURE_LEAK)
        return a->where == b->where;
    return a->where == b->where && a->number == b->number;
}

void report_failure(struct verdict_failure *failure)
{
    uint32_t depth = engine.depth;
    has_found = true;
    has_failed |= report_rank(failure->kind) == 0;
    failure->steps = depth;
    failure->preemptions = depth > 0 ? steps[depth - 1].preemptions : 0;
    failure->wakeups = cond_wakeups();
    uint32_t count = verdict->failure_count, i = 0;
    while (i < count && !is_same(&verdict->failures[i], failure))
        i++;
    if (i < count && !is_better(failure, &verdict->failures[i]))
        return;
    if (i == VERDICT_FAILURES) {
        verdict->failures_left_out++;
        return;
    }
    schedule_format(failure->schedule, sizeof(failure->schedule));
    verdict->failures[i] = *failure;
    if (i == count)
        atomic_store(&verdict->failure_count, count + 1);
}

void report_race(const struct op *earlier, const struct op *later)
{
    uint64_t low = earlier->where < later->where ? earlier->where : later->where;
    uint64_t high = earlier->where < later->where ? later->where : earlier->where;
    uint32_t depth = engine.depth;
    uint32_t preemptions = steps[depth].preemptions;
    uint32_t slot = (uint32_t)((low * 31 + high) * UINT64_C(0x9e3779b97f4a7c15) >> 52);
    for (; seen_races[slot].where; slot = (slot + 1) & (SEEN - 1)) {
        if (seen_races[slot].where != low || seen_races[slot].other != high)
            continue;
        if (seen_races[slot].preemptions < preemptions ||
            (seen_races[slot].preemptions == preemptions && seen_races[slot].steps <= depth + 1))
            return;
        break;
    }
    if (!seen_races[slot].where && ++seen_count > SEEN / 2) {
        verdict->failures_left_out++;
        return;
    }
    seen_races[slot].where = low;
    seen_races[slot].other = high;
    seen_races[slot].preemptions = preemptions;
    seen_races[slot].steps = depth + 1;
    bool frees = later->kind == K_FREED, other_frees = earlier->kind == K_FREED;
    /* The later access is the step that is being recorded: the schedule ends with it. */
    struct verdict_failure failure = {
        .kind = FAILURE_RACE,
        .thread = later->thread,
        .other = earlier->thread,
        .threads = UINT64_C(1) << later->thread | UINT64_C(1) << earlier->thread,
        .where = later->where,
        .other_where = earlier->where,
        .object = frees ? earlier->address : later->address,
        .size = frees ? earlier->size : later->size,
        .flags = (frees ? FAILURE_FREES : 0) | (other_frees ? FAILURE_OTHER_FREES : 0) |
                 (later->flags & OP_WRITES ? FAILURE_WRITE : 0) |
                 (earlier->flags & OP_WRITES ? FAILURE_OTHER_WRITE : 0)};
    engine.depth = depth + 1;
    report_failure(&failure);
    engine.depth = depth;
}

void report_misuse(const char *text, int error, const void *object, uint64_t where)
{
    struct verdict_failure failure = {.kind = FAILURE_MISUSE,
                                      .thread = engine.current->index,
                                      .other = ~0u,
                                      .number = error,
                                      .threads = UINT64_C(1) << engine.current->index,
                                      .where = where,
                                      .object = (uint64_t)(uintptr_t)object};
    (void)snprintf(failure.text, sizeof(failure.text), "%s", text);
    report_failure(&failure);
}

void report_freed(uintptr_t address, bool is_again, uint64_t where, uint32_t by, uint64_t freed_at)
{
    struct verdict_failure failure = {
        .kind = FAILURE_MISUSE,
        .thread = engine.current->index,
        .other = by,
        .threads = UINT64_C(1) << engine.current->index | UINT64_C(1) << by,
        .where = where,
        .other_where = freed_at,
        .object = address,
        .flags = is_again ? FAILURE_FREES | FAILURE_OTHER_FREES : FAILURE_OTHER_FREES};
    (void)snprintf(failure.text, sizeof(failure.text), "%s",
                   is_again ? "free of what is freed already" : "use of memory that is freed");
    report_failure(&failure);
}

void report_deadlock(void)
{
    struct verdict_failure failure = {.kind = FAILURE_DEADLOCK, .other = ~0u};
    bool is_first = true;
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *thread = &engine.threads[i];
        if (thread->life != LIFE_GOING)
            continue;
        if (thread->op.flags & OP_SPINS)
            failure.kind = FAILURE_LIVELOCK;
        failure.threads |= UINT64_C(1) << i;
        if (thread->op.type == OP_WAKE && cond_was_missed(thread))
            failure.flags |= FAILURE_LOST_WAKEUP;
        int32_t thief = thread->op.kind == K_COND_WOKEN ? cond_thief(thread) : NOBODY;
        if (thief != NOBODY) {
            failure.flags |= FAILURE_STOLEN;
            failure.other = (uint32_t)thief;
            failure.number = (int32_t)i;
        }
        /* A thread that only waits for another's end says little. */
        if (is_first || thread->op.type != OP_JOIN) {
            failure.thread = i;
            failure.where = thread->op.where;
            failure.object = thread->op.address;
            is_first = thread->op.type == OP_JOIN;
        }
    }
    report_failure(&failure);
}

void report_livelock(const struct op *op, uint32_t from)
{
    struct verdict_failure failure = {.kind = FAILURE_LIVELOCK,
                                      .thread = op->thread,
                                      .other = ~0u,
                                      .number = (int32_t)from + 1,
                                      .where = op->where,
                                      .object = op->address};
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].life == LIFE_GOING)
            failure.threads |= UINT64_C(1) << i;
    report_failure(&failure);
}

/* Who holds what the thread waits for, or NULL. */
static const struct thread *holder_of(const struct thread *thread)
{
    if (thread->life != LIFE_GOING)
        return NULL;
    if (thread->op.type == OP_JOIN)
        return &engine.threads[thread->op.argument];
    if (thread->op.type != OP_LOCK)
        return NULL;
    const struct object *lock = &objects[thread->op.links[0].object];
    if (lock->epoch != engine.epoch || lock->state <= 0)
        return NULL;
    return &engine.threads[(lock->state & 0xff) - 1];
}

void report_partial_deadlock(void)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *start = &engine.threads[i], *at = holder_of(start);
        uint64_t members = UINT64_C(1) << i;
        while (at && at != start && !(members >> at->index & 1)) {
            members |= UINT64_C(1) << at->index;
            at = holder_of(at);
        }
        if (at != start)
            continue;
        struct verdict_failure failure = {.kind = FAILURE_DEADLOCK,
                                          .thread = i,
                                          .other = ~0u,
                                          .threads = members,
                                          .where = start->op.where,
                                          .object = start->op.address,
                                          .flags = FAILURE_PARTIAL};
        report_failure(&failure);
        return;
    }
}

void report_diverged(uint64_t where)
{
    uint32_t count = verdict->strayed_count;
    atomic_fetch_add(&verdict->progress.diverged, 1);
    for (uint32_t i = 0; i < count; i++)
        if (verdict->strayed[i] == where)
            return;
    if (where == 0 || count == VERDICT_REASONS)
        return;
    verdict->strayed[count] = where;
    atomic_store(&verdict->strayed_count, count + 1);
}

/* What was found stands, but not the schedules: all is looked for anew. */
void report_restart(void)
{
    has_failed = has_found = false;
    verdict->failures_left_out = verdict->outcomes_left_out = 0;
    verdict->is_complete = 0;
    verdict->preemption_bound = ~0u;
    memset(seen_races, 0, sizeof(seen_races));
    seen_count = 0;
    memset(outcome_slots, 0, sizeof(outcome_slots));
    verdict->outcome_count = verdict->pool_used = 0;
    atomic_store(&verdict->failure_count, 0);
    atomic_store(&verdict->progress.executions, 0);
    atomic_store(&verdict->progress.too_long, 0);
    atomic_store(&verdict->progress.blocked, 0);
}

bool report_has_failed(void)
{
    return has_failed;
}

bool report_has_found(void)
{
    return has_found;
}

unsigned report_rank(uint32_t kind)
{
    return kind == FAILURE_RACE ? 1 : kind == FAILURE_LEAK ? 2 : 0;
}

/* --- outcomes --------------------------------------------------------------------------------- */

void report_outcome(void)
{
    uint32_t size;
    bool is_cut;
    uint64_t hash;
    const char *text = output_text(&size, &is_cut, &hash);
    int status = engine.ending == END_RETURNED ? engine.status : -1;
    hash = (hash ^ (uint32_t)status) * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t slot = (uint32_t)(hash >> 53);
    for (; outcome_slots[slot]; slot = (slot + 1) & (SLOTS - 1)) {
        uint32_t i = outcome_slots[slot] - 1;
        if (outcome_hashes[i] != hash)
            continue;
        verdict->outcomes[i].count++;
        return;
    }
    uint32_t i = verdict->outcome_count;
    if (i == VERDICT_OUTCOMES) {
        verdict->outcomes_left_out++;
        return;
    }
    uint32_t room = VERDICT_POOL_BYTES - verdict->pool_used;
    uint32_t fits = size < room ? size : room;
    memcpy(verdict->pool + verdict->pool_used, text, fits);
    verdict->outcomes[i] = (struct verdict_outcome){.count = 1,
                                                    .output = verdict->pool_used,
                                                    .size = fits,
                                                    .status = status,
                                                    .flags = is_cut || fits < size};
    verdict->pool_used += fits;
    outcome_hashes[i] = hash;
    outcome_slots[slot] = (uint16_t)(i + 1);
    verdict->outcome_count = i + 1;
}

void report_restart_counts(void)
{
    for (uint32_t i = 0; i < verdict->outcome_count; i++)
        verdict->outcomes[i].count = 0;
}

/* --- the end ---------------------------------------------------------------------------------- */

_Noreturn void report_finish(enum verdict_state state)
{
    verdict->elapsed_ns = engine_now_ns() - engine.began_ns;
    atomic_store(&verdict->state, state);
    engine_quit(0);
}

_Noreturn void engine_refuse(const char *what, uint64_t where)
{
    engine_refuse_kind(REFUSED_OTHER, what, where);
}

_Noreturn void engine_refuse_kind(unsigned kind, const char *what, uint64_t where)
{
    if (!verdict)
        engine_quit(BROKEN);
    verdict->refused = kind;
    verdict->where = where;
    (void)snprintf(verdict->text, sizeof(verdict->text), "%s", what);
    report_finish(VERDICT_REFUSED);
}

_Noreturn void engine_internal(const char *what)
{
    if (!verdict)
        engine_quit(BROKEN);
    (void)snprintf(verdict->text, sizeof(verdict->text), "%s", what);
    report_finish(VERDICT_INTERNAL);
}
