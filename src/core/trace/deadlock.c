/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A look costs some reads of /proc for each thread, up to the first that is awake, so a busy
 * program is hardly disturbed. The model is folded only as far as a look can afford.
 */
#include "core/trace/deadlock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/process/asleep.h"

enum {
    LOOKS = 3,          /* in a row that must agree */
    PERIOD_MS = 100,    /* from one to the next */
    COST_FACTOR = 10,   /* and at least so many times what one takes */
    FOLD_MOST = 100000, /* events folded for one look */
    CIRCLE_MOST = 64,   /* lanes in a circle */
    EXPLAINED_MOST = 6, /* lanes explained one by one */
};

struct circle {
    uint32_t lanes[CIRCLE_MOST];
    uint64_t switches[CIRCLE_MOST];
    size_t count;
};

struct deadlock {
    const struct trace *trace;
    struct model *model;
    pid_t pid;
    struct asleep now, before;
    struct circle circle;
    unsigned everybody, circles; /* looks in a row that agree */
    uint64_t next_ns;
    struct text sentence;
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

struct deadlock *deadlock_watch(const struct trace *trace, pid_t pid)
{
    struct deadlock *deadlock = xcalloc(1, sizeof(*deadlock));
    deadlock->trace = trace;
    deadlock->pid = pid;
    deadlock->model = model_new(trace);
    deadlock->next_ns = now_ns() + PERIOD_MS * 1000000ull;
    return deadlock;
}

void deadlock_free(struct deadlock *deadlock)
{
    if (!deadlock)
        return;
    model_free(deadlock->model);
    asleep_release(&deadlock->now);
    asleep_release(&deadlock->before);
    text_release(&deadlock->sentence);
    free(deadlock);
}

/* --- the two ways to know -------------------------------------------------------------------- */

static bool is_everybody(struct deadlock *deadlock)
{
    struct asleep swapped = deadlock->before;
    deadlock->before = deadlock->now;
    deadlock->now = swapped;
    if (!asleep_all(&deadlock->now, deadlock->pid))
        deadlock->everybody = 0;
    else if (deadlock->everybody > 0 && !asleep_are_same(&deadlock->now, &deadlock->before))
        deadlock->everybody = 1;
    else
        deadlock->everybody++;
    return deadlock->everybody >= LOOKS;
}

/* Does the kernel agree that this lane waits? One that spins for a lock runs all the time. */
static bool is_stuck(const struct deadlock *deadlock, uint32_t lane, uint64_t *switches)
{
    const struct lane *who = trace_lane(deadlock->trace, lane);
    const struct model_lock *lock =
        model_lock_of(deadlock->model, model_lane(deadlock->model, lane)->object);
    if (lock && lock->group == GROUP_LOCK && lock->type == LOCK_SPIN)
        return true;
    struct sleeper sleeper;
    if (!asleep_thread(&sleeper, who->pid, who->tid))
        return false;
    *switches = sleeper.switches;
    return true;
}

static bool find_circle(const struct deadlock *deadlock, struct circle *out)
{
    memset(out, 0, sizeof(*out));
    out->count = model_cycle(deadlock->model, out->lanes, CIRCLE_MOST);
    for (size_t i = 0; i < out->count; i++)
        if (!is_stuck(deadlock, out->lanes[i], &out->switches[i]))
            return false;
    return out->count > 0;
}

static bool is_circle(struct deadlock *deadlock)
{
    size_t count = trace_count(deadlock->trace), at = model_position(deadlock->model);
    model_seek(deadlock->model, count - at > FOLD_MOST ? at + FOLD_MOST : count);
    struct circle circle;
    if (count - at > FOLD_MOST || !find_circle(deadlock, &circle))
        deadlock->circles = 0;
    else if (deadlock->circles > 0 && memcmp(&circle, &deadlock->circle, sizeof(circle)) != 0)
        deadlock->circles = 1;
    else
        deadlock->circles++;
    if (deadlock->circles > 0)
        deadlock->circle = circle;
    return deadlock->circles >= LOOKS;
}

bool deadlock_look(struct deadlock *deadlock, uint64_t now)
{
    if (deadlock->sentence.size > 0)
        return true;
    if (now < deadlock->next_ns)
        return false;
    uint64_t start = now_ns();
    bool is_certain = is_everybody(deadlock);
    is_certain = is_circle(deadlock) || is_certain;
    uint64_t cost = (now_ns() - start) * COST_FACTOR;
    deadlock->next_ns = now + (cost > PERIOD_MS * 1000000ull ? cost : PERIOD_MS * 1000000ull);
    if (!is_certain)
        return false;
    model_seek(deadlock->model, trace_count(deadlock->trace));
    deadlock_explain(deadlock->model, deadlock->trace, &deadlock->sentence);
    return true;
}

/* --- in words -------------------------------------------------------------------------------- */

static bool explain_one(const struct model *model, uint32_t lane, const char *comma,
                        struct text *out)
{
    struct text why = {0};
    model_explain(model, lane, &why);
    if (why.size > 0)
        text_add(out, "%s%s", comma, text_get(&why));
    bool is_said = why.size > 0;
    text_release(&why);
    return is_said;
}

void deadlock_explain(const struct model *model, const struct trace *trace, struct text *out)
{
    text_put(out, _("deadlock: "));
    deadlock_explain_waits(model, trace, out);
}

void deadlock_explain_waits(const struct model *model, const struct trace *trace, struct text *out)
{
    uint32_t lanes[CIRCLE_MOST];
    size_t count = model_cycle(model, lanes, CIRCLE_MOST), more = 0, said = 0;
    for (size_t i = 0; i < count; i++)
        said += explain_one(model, lanes[i], said ? _("; ") : "", out);
    for (uint32_t i = 1; count == 0 && i < trace_lanes(trace); i++) {
        if (model_lane(model, i)->state != LANE_BLOCKED ||
            model_lane(model, i)->kind == K_PROCESS_EXIT)
            continue;
        if (said == EXPLAINED_MOST)
            more++;
        else
            said += explain_one(model, i, said ? _("; ") : "", out);
    }
    if (more > 0)
        text_add(out, ngettext("; and %zu more waits", "; and %zu more wait", more), more);
    if (said == 0)
        text_put(out, _("every thread waits for another"));
}

void deadlock_explain_hang(const struct trace *trace, struct text *out)
{
    size_t said = 0;
    if (trace_count(trace) > FOLD_MOST)
        return;
    struct model *model = model_new(trace);
    model_seek(model, trace_count(trace));
    for (uint32_t i = 1; i < trace_lanes(trace) && said < EXPLAINED_MOST; i++)
        if (model_lane(model, i)->state == LANE_BLOCKED &&
            model_lane(model, i)->kind != K_PROCESS_EXIT)
            said += explain_one(model, i, said ? _("; ") : _(": "), out);
    model_free(model);
}

const char *deadlock_sentence(const struct deadlock *deadlock)
{
    return text_get(&deadlock->sentence);
}
