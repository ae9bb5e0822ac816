/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What each event means. The one rule for everything that makes no sense (an unlock of what nobody
 * holds, a lock that two have; events may be lost, programs may be wrong): what the event says has
 * happened, has happened; what contradicts it is dropped.
 *
 * An event at the gate has not happened: it only stops its lane.
 */
#include <sys/wait.h>

#include "core/base/map.h"
#include "core/symbols/value.h"
#include "core/trace/kind.h"
#include "core/trace/model_state.h"

/* Clocks may go back where events came late. */
static uint64_t since(uint64_t now, uint64_t then)
{
    return now > then ? now - then : 0;
}

/* --- entries: made when first seen --------------------------------------------------------- */

static bool is_known_object(const struct model *model, uint64_t object)
{
    return object && object < trace_objects(model->trace);
}

static void reserve_object(struct model *model, uint64_t object)
{
    if (object < model->object_capacity)
        return;
    size_t capacity = trace_objects(model->trace) + 64;
    model->lock_of = xrealloc(model->lock_of, capacity * sizeof(*model->lock_of));
    model->variable_of = xrealloc(model->variable_of, capacity * sizeof(*model->variable_of));
    for (size_t i = model->object_capacity; i < capacity; i++)
        model->lock_of[i] = model->variable_of[i] = 0;
    model->object_capacity = capacity;
}

/* NULL for a lane that the trace does not know. */
static struct lane_record *lane_at(struct model *model, uint32_t lane)
{
    struct state *state = &model->state;
    if (!lane || lane >= trace_lanes(model->trace))
        return NULL;
    while (state->lane_count <= lane) {
        GROW(state->lanes, state->lane_count, state->lane_capacity);
        state->lanes[state->lane_count++] = (struct lane_record){0};
    }
    return &state->lanes[lane];
}

struct lock_record *model_lock_at(struct model *model, uint64_t object, enum event_group group)
{
    struct state *state = &model->state;
    if (!is_known_object(model, object))
        return NULL;
    reserve_object(model, object);
    uint32_t *entry = &model->lock_of[object];
    if (!*entry)
        *entry = (uint32_t)state->lock_count + 1;
    while (state->lock_count < *entry) {
        GROW(state->locks, state->lock_count, state->lock_capacity);
        state->locks[state->lock_count++] = (struct lock_record){.shown.object = (uint32_t)object};
    }
    struct lock_record *lock = &state->locks[*entry - 1];
    lock->shown.group = (uint16_t)group;
    return lock;
}

static struct variable_record *variable_at(struct model *model, uint64_t object)
{
    struct state *state = &model->state;
    if (!is_known_object(model, object))
        return NULL;
    reserve_object(model, object);
    uint32_t *entry = &model->variable_of[object];
    if (!*entry)
        *entry = (uint32_t)state->variable_count + 1;
    while (state->variable_count < *entry) {
        GROW(state->variables, state->variable_count, state->variable_capacity);
        const char *type =
            trace_text(model->trace, trace_object(model->trace, (size_t)object)->type);
        state->variables[state->variable_count++] = (struct variable_record){
            .shown.object = (uint32_t)object, .sort = (uint8_t)value_sort(type)};
    }
    return &state->variables[*entry - 1];
}

/* The entry of a pthread_t, from 1. A handle is used again after a join, and a join may begin
 * before its thread has said a word, so the address and not the object says which one it is. */
static uint32_t handle_at(struct model *model, uint32_t pid, uint64_t address)
{
    struct state *state = &model->state;
    if (!address)
        return 0;
    uintptr_t *entry = map_put(&model->handle_of, model_handle_key(pid, address));
    if (!*entry)
        *entry = model->handle_of.count;
    while (state->handle_count < *entry) {
        GROW(state->handles, state->handle_count, state->handle_capacity);
        state->handles[state->handle_count++] = (struct handle_record){0};
    }
    return (uint32_t)*entry;
}

static uint32_t handle_of_event(struct model *model, const struct event *event)
{
    uint64_t address = 0;
    if (is_known_object(model, event->object))
        address = trace_object(model->trace, (size_t)event->object)->address;
    return handle_at(model, event->pid, address);
}

/* --- lanes --------------------------------------------------------------------------------- */

static void set_state(struct lane_record *lane, enum lane_state state, uint64_t now)
{
    if (lane->shown.state == state)
        return;
    lane->shown.state = state;
    lane->shown.since = now;
}

static void account_run(struct lane_record *lane, uint64_t now)
{
    if (!lane->is_on_cpu)
        return;
    lane->shown.run_ns += since(now, lane->on_cpu_since);
    lane->on_cpu_since = now;
}

static void unlist(struct model *model, uint32_t lane)
{
    struct state *state = &model->state;
    size_t kept = 0;
    for (size_t i = 0; i < state->waiting_count; i++)
        if (state->waiting[i] != lane)
            state->waiting[kept++] = state->waiting[i];
    state->waiting_count = kept;
}

void model_begin_wait(struct model *model, struct lane_record *lane, const struct event *event,
                      struct lock_record *lock)
{
    struct state *state = &model->state;
    set_state(lane, LANE_BLOCKED, event->clock);
    lane->shown.object = (uint32_t)event->object;
    lane->wait_kind = event->kind;
    lane->wait_started = event->clock;
    lane->argument = event->a;
    lane->is_listed = 1;
    GROW(state->waiting, state->waiting_count, state->waiting_capacity);
    state->waiting[state->waiting_count++] = event->lane;
    if (lock)
        lock->shown.waiter_count++;
    model->is_settled = false;
}

static void end_wait(struct model *model, struct lane_record *lane, uint32_t number, uint64_t now)
{
    uint64_t waited = since(now, lane->wait_started);
    if (lane->shown.state == LANE_BLOCKED)
        lane->shown.wait_ns += waited;
    if (lane->is_listed) {
        struct lock_record *lock = model_lock_record(model, lane->shown.object);
        if (lock && lane->wait_kind != K_JOIN_WAIT && lane->wait_kind != K_WAIT) {
            lock->shown.waiter_count -= lock->shown.waiter_count > 0;
            lock->shown.wait_ns += waited;
        }
        unlist(model, number);
        model->is_settled = false;
    }
    lane->is_listed = 0;
    lane->wait_kind = 0;
    lane->handle = 0;
    lane->shown.object = 0;
    lane->shown.waits_for = 0;
}

static void end_lane(struct model *model, uint32_t number, uint64_t now)
{
    struct lane_record *lane = &model->state.lanes[number];
    end_wait(model, lane, number, now);
    account_run(lane, now);
    set_state(lane, LANE_ENDED, now);
    model->is_settled = false;
}

/* All lanes of a process that have begun, but one. */
static void end_process(struct model *model, uint32_t pid, uint32_t but, uint64_t now)
{
    for (uint32_t i = 1; i < model->state.lane_count; i++) {
        enum lane_state state = model->state.lanes[i].shown.state;
        if (i != but && state != LANE_UNBORN && state != LANE_ENDED &&
            trace_lane(model->trace, i)->pid == pid)
            end_lane(model, i, now);
    }
}

/* --- variables ----------------------------------------------------------------------------- */

static bool is_write_event(enum event_kind kind)
{
    return kind == K_MEM_WRITE || kind == K_ATOMIC_WRITE || kind == K_ATOMIC_UPDATE;
}

static void fold_variable(struct model *model, struct lane_record *lane, const struct event *event)
{
    if (event->flags & EVENT_PRIVATE)
        return;
    uint32_t undone = model_overwrites(model, event);
    struct variable_record *variable = variable_at(model, event->object);
    if (!variable)
        return;
    struct model_variable *shown = &variable->shown;
    enum event_kind kind = (enum event_kind)event->kind;
    bool is_write = is_write_event(kind);
    bool is_known = kind == K_SAMPLE || event->flags & EVENT_VALUE;
    shown->writes += is_write;
    shown->overwritten += undone != 0;
    shown->samples += kind == K_SAMPLE;
    shown->reads += !is_write && kind != K_SAMPLE;
    if (is_write)
        shown->writer = event->lane;
    if (is_known)
        shown->value = value_extend(event->a, event->b, (enum value_sort)variable->sort);
    if (is_known || is_write)
        shown->is_known = is_known;
    if (lane && (kind == K_MEM_READ || kind == K_ATOMIC_READ || is_write))
        model_remember(lane, &(struct access_record){.object = (uint32_t)event->object,
                                                     .is_known = is_known && !is_write,
                                                     .version = shown->writes,
                                                     .value = shown->value});
}

/* The process with a pid: the youngest that has begun. */
static uint32_t process_lane(const struct model *model, int64_t pid)
{
    for (size_t i = model->state.lane_count; pid > 0 && i-- > 1;) {
        const struct lane *lane = trace_lane(model->trace, i);
        if (lane->is_process && lane->pid == pid &&
            model->state.lanes[i].shown.state != LANE_UNBORN)
            return (uint32_t)i;
    }
    return 0;
}

/* --- tasks --------------------------------------------------------------------------------- */

/* A child that was waited for has ended, whether or not it could say so. */
static void fold_collected(struct model *model, const struct event *event)
{
    int status = (int)event->b;
    uint32_t child = process_lane(model, event->a);
    if (!child || (!WIFEXITED(status) && !WIFSIGNALED(status)))
        return;
    end_process(model, (uint32_t)event->a, 0, event->clock);
    model->state.lanes[child].shown.status = status;
    model->state.lanes[child].has_status = 1;
}

static void fold_task(struct model *model, struct lane_record *lane, const struct event *event)
{
    uint32_t handle;
    switch ((enum event_kind)event->kind) {
    case K_PROCESS_START: /* after an exec nothing else of the process is left */
        end_process(model, event->pid, event->lane, event->clock);
        break;
    case K_THREAD_START:
        handle = handle_of_event(model, event);
        if (!handle && lane)
            handle = handle_at(model, event->pid, trace_lane(model->trace, event->lane)->handle);
        if (handle)
            model->state.handles[handle - 1].lane = event->lane;
        model->is_settled = false;
        break;
    case K_JOIN_WAIT:
        handle = handle_of_event(model, event);
        if (!lane)
            break;
        model_begin_wait(model, lane, event, NULL);
        lane->handle = handle;
        break;
    case K_JOIN:
        handle = handle_of_event(model, event);
        if (!handle)
            break;
        /* A thread that was joined has ended, whether or not it could say so. */
        uint32_t joined = model->state.handles[handle - 1].lane;
        if (joined && joined < model->state.lane_count &&
            model->state.lanes[joined].shown.state != LANE_ENDED)
            end_lane(model, joined, event->clock);
        model->state.handles[handle - 1].lane = 0;
        break;
    case K_WAIT:
        if (lane)
            model_begin_wait(model, lane, event, NULL);
        break;
    case K_WAITED:
        fold_collected(model, event);
        break;
    case K_THREAD_EXIT:
        if (lane)
            end_lane(model, event->lane, event->clock);
        break;
    default:
        break;
    }
}

static void fold_end(struct model *model, struct lane_record *lane, const struct event *event)
{
    end_process(model, event->pid, 0, event->clock);
    if (!lane)
        return;
    if (lane->shown.state != LANE_ENDED)
        end_lane(model, event->lane, event->clock);
    lane->shown.status = (int32_t)event->b;
    lane->has_status = 1;
}

static void fold_kernel(struct lane_record *lane, const struct event *event)
{
    struct model_lane *shown = &lane->shown;
    shown->cpu = event->cpu;
    account_run(lane, event->clock);
    lane->is_on_cpu = event->kind == K_SWITCH_IN;
    bool waits_for_kernel = shown->state == LANE_BLOCKED && !lane->wait_kind;
    if (event->kind == K_SWITCH_IN) {
        lane->on_cpu_since = event->clock;
        if (waits_for_kernel)
            shown->wait_ns += since(event->clock, lane->wait_started);
        if (waits_for_kernel || shown->state == LANE_READY || shown->state == LANE_UNBORN)
            set_state(lane, LANE_RUNNING, event->clock);
        return;
    }
    shown->switches++;
    shown->preemptions += event->a == 1;
    if (shown->state != LANE_RUNNING && shown->state != LANE_UNBORN)
        return;
    set_state(lane, event->a == 1 ? LANE_READY : LANE_BLOCKED, event->clock);
    lane->wait_started = event->clock;
}

/* --- all of it ----------------------------------------------------------------------------- */

/* Told by the tutor's side: the lane itself did nothing. */
static bool is_told(enum event_kind kind)
{
    return kind == K_SAMPLE || kind == K_LOST || kind == K_OUTPUT || kind == K_NOTED ||
           kind == K_ENDED || kind == K_SWITCH_IN || kind == K_SWITCH_OUT || kind == K_MODULE;
}

/* The lane did something, so it runs, whatever it was waiting for. */
static void wake(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct model_lane *shown = &lane->shown;
    if (shown->place != event->where && event->where)
        shown->place = (uint32_t)event->where;
    shown->kind = event->kind;
    shown->last = model->state.position;
    shown->cpu = event->cpu;
    account_run(lane, event->clock);
    bool is_birth = event->kind == K_PROCESS_START || event->kind == K_THREAD_START ||
                    event->kind == K_FORK_CHILD;
    if (shown->state == LANE_ENDED && !is_birth)
        return;
    if (shown->state == LANE_BLOCKED || lane->is_listed)
        end_wait(model, lane, event->lane, event->clock);
    shown->object = 0;
    if (event->flags & EVENT_AT_GATE) {
        shown->object = is_known_object(model, event->object) ? (uint32_t)event->object : 0;
        set_state(lane, LANE_AT_GATE, event->clock);
    } else {
        set_state(lane, LANE_RUNNING, event->clock);
    }
}

static void fold_wait(struct model *model, struct lane_record *lane, const struct event *event)
{
    enum event_kind kind = (enum event_kind)event->kind;
    if (kind >= K_COND_WAIT && kind <= K_COND_BROADCAST) {
        model_fold_condition(model, lane, event);
    } else if (kind != K_SLEEP && kind != K_SLEPT && kind != K_YIELD) {
        model_fold_meeting(model, lane, event);
    } else if (kind == K_SLEEP && lane && lane->shown.state != LANE_ENDED) {
        set_state(lane, LANE_SLEEPING, event->clock);
        lane->argument = event->a;
    }
}

void model_fold(struct model *model, const struct event *event)
{
    enum event_kind kind = (enum event_kind)event->kind;
    struct lane_record *lane = lane_at(model, event->lane);
    model->state.now = event->clock;
    if (lane && !is_told(kind))
        wake(model, lane, event);
    if (event->flags & EVENT_AT_GATE)
        return;
    model->state.counts[kind]++;
    if (lane && !is_told(kind))
        lane->shown.events++;
    if (lane && lane->shown.state == LANE_ENDED && kind != K_ENDED && !is_told(kind))
        lane = NULL; /* the dead begin no wait */

    enum event_group group = event_group(kind);
    if (group == GROUP_MESSAGE || group == GROUP_TASK || group == GROUP_PRINT ||
        group == GROUP_NOTE)
        model_fold_message(model, lane, event);
    switch (group) {
    case GROUP_TASK:
        if (kind == K_ENDED)
            fold_end(model, lane, event);
        else
            fold_task(model, lane, event);
        break;
    case GROUP_LOCK:
        model_fold_lock(model, lane, event);
        break;
    case GROUP_WAIT:
        fold_wait(model, lane, event);
        break;
    case GROUP_MESSAGE: /* it may or may not block; until it says more, it is in there */
        if (lane && (kind == K_READ_WAIT || kind == K_WRITE_WAIT || kind == K_ACCEPT_WAIT)) {
            set_state(lane, LANE_BLOCKED, event->clock);
            lane->wait_kind = event->kind;
            lane->wait_started = event->clock;
            lane->argument = event->a;
        }
        break;
    case GROUP_MEMORY:
    case GROUP_SAMPLE:
        fold_variable(model, lane, event);
        break;
    case GROUP_KERNEL:
        if (lane)
            fold_kernel(lane, event);
        break;
    case GROUP_NOTE:
        if (kind == K_LOST)
            model_forget_holdings(model, event->lane);
        break;
    case GROUP_SIGNAL:
    case GROUP_PRINT:
        break;
    }
}

void model_settle(struct model *model)
{
    struct state *state = &model->state;
    for (size_t i = 0; i < state->waiting_count; i++) {
        struct lane_record *lane = &state->lanes[state->waiting[i]];
        struct lock_record *lock = model_lock_record(model, lane->shown.object);
        if (lock)
            lock->listed = 0;
    }
    for (size_t i = 0; i < state->waiting_count; i++) {
        struct lane_record *lane = &state->lanes[state->waiting[i]];
        uint32_t holder = 0;
        if (lane->wait_kind == K_JOIN_WAIT) {
            holder = lane->handle ? state->handles[lane->handle - 1].lane : 0;
        } else if (lane->wait_kind == K_WAIT) {
            holder = process_lane(model, lane->argument);
        } else {
            struct lock_record *lock = model_lock_record(model, lane->shown.object);
            if (lock && lock->listed < MODEL_WAITERS)
                lock->shown.waiters[lock->listed++] = state->waiting[i];
            holder = lock ? lock->shown.owner : 0;
        }
        bool is_ended_task = (lane->wait_kind == K_JOIN_WAIT || lane->wait_kind == K_WAIT) &&
                             holder && state->lanes[holder].shown.state == LANE_ENDED;
        lane->shown.waits_for = is_ended_task ? 0 : holder;
    }
    model->is_settled = true;
}
