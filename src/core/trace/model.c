/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moving in time: forward by folding, back by taking the nearest earlier checkpoint and folding
 * from there. What an event means stands in model_fold.c.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/trace/model.h"
#include "core/trace/model_state.h"

static void *copy(const void *from, size_t size)
{
    if (!size)
        return NULL;
    return memcpy(xmalloc(size), from, size);
}

static struct state state_copy(const struct state *from)
{
    struct state to = *from;
    to.lanes = copy(from->lanes, from->lane_count * sizeof(*from->lanes));
    to.locks = copy(from->locks, from->lock_count * sizeof(*from->locks));
    to.variables = copy(from->variables, from->variable_count * sizeof(*from->variables));
    to.handles = copy(from->handles, from->handle_count * sizeof(*from->handles));
    to.waiting = copy(from->waiting, from->waiting_count * sizeof(*from->waiting));
    to.mail = mail_copy(&from->mail);
    to.lane_capacity = to.lane_count;
    to.lock_capacity = to.lock_count;
    to.variable_capacity = to.variable_count;
    to.handle_capacity = to.handle_count;
    to.waiting_capacity = to.waiting_count;
    return to;
}

static void state_release(struct state *state)
{
    free(state->lanes);
    free(state->locks);
    free(state->variables);
    free(state->handles);
    free(state->waiting);
    mail_release(&state->mail);
    *state = (struct state){0};
}

static size_t state_size(const struct state *state)
{
    return sizeof(*state) + state->lane_count * sizeof(*state->lanes) +
           state->lock_count * sizeof(*state->locks) +
           state->variable_count * sizeof(*state->variables) +
           state->handle_count * sizeof(*state->handles) +
           state->waiting_count * sizeof(*state->waiting) + mail_size(&state->mail);
}

struct model *model_new(const struct trace *trace)
{
    struct model *model = xcalloc(1, sizeof(*model));
    model->trace = trace;
    model->is_settled = true;
    return model;
}

void model_free(struct model *model)
{
    if (!model)
        return;
    state_release(&model->state);
    for (size_t i = 0; i < model->checkpoint_count; i++)
        state_release(&model->checkpoints[i]);
    free(model->checkpoints);
    free(model->lock_of);
    free(model->variable_of);
    map_release(&model->handle_of);
    free(model);
}

/* A checkpoint for every MODEL_STRIDE events; when the state is large (a program with very many
 * variables) for more of them, so that checkpoints never take more than 16 bytes an event. */
static void keep_checkpoint(struct model *model)
{
    size_t last =
        model->checkpoint_count ? model->checkpoints[model->checkpoint_count - 1].position : 0;
    if (model->state.position < last + MODEL_STRIDE ||
        model->state.position - last < state_size(&model->state) / 16)
        return;
    GROW(model->checkpoints, model->checkpoint_count, model->checkpoint_capacity);
    model->checkpoints[model->checkpoint_count++] = state_copy(&model->state);
}

/* How many checkpoints lie at or before `count`. */
static size_t checkpoints_until(const struct model *model, size_t count)
{
    size_t low = 0, high = model->checkpoint_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (model->checkpoints[middle].position <= count)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void model_seek(struct model *model, size_t count)
{
    if (count > trace_count(model->trace))
        count = trace_count(model->trace);
    if (count == model->state.position)
        return;
    size_t n = checkpoints_until(model, count);
    size_t start = n ? model->checkpoints[n - 1].position : 0;
    if (count < model->state.position || start > model->state.position) {
        state_release(&model->state);
        if (n)
            model->state = state_copy(&model->checkpoints[n - 1]);
        model->is_settled = false;
    }
    while (model->state.position < count) {
        model_fold(model, trace_event(model->trace, model->state.position));
        model->state.position++;
        keep_checkpoint(model);
    }
    if (!model->is_settled)
        model_settle(model);
}

size_t model_position(const struct model *model)
{
    return model->state.position;
}

struct lane_record *model_lane_record(const struct model *model, uint32_t lane)
{
    return lane && lane < model->state.lane_count ? &model->state.lanes[lane] : NULL;
}

const struct model_lane *model_lane(const struct model *model, uint32_t lane)
{
    static const struct model_lane unborn;
    const struct lane_record *record = model_lane_record(model, lane);
    return record ? &record->shown : &unborn;
}

size_t model_locks(const struct model *model)
{
    return model->state.lock_count;
}

const struct model_lock *model_lock(const struct model *model, size_t i)
{
    assert(i < model->state.lock_count);
    return &model->state.locks[i].shown;
}

struct lock_record *model_lock_record(const struct model *model, uint32_t object)
{
    if (object >= model->object_capacity)
        return NULL;
    uint32_t entry = model->lock_of[object];
    return entry && entry <= model->state.lock_count ? &model->state.locks[entry - 1] : NULL;
}

const struct model_lock *model_lock_of(const struct model *model, uint32_t object)
{
    const struct lock_record *record = model_lock_record(model, object);
    return record ? &record->shown : NULL;
}

size_t model_variables(const struct model *model)
{
    return model->state.variable_count;
}

const struct model_variable *model_variable(const struct model *model, size_t i)
{
    assert(i < model->state.variable_count);
    return &model->state.variables[i].shown;
}

const struct model_variable *model_variable_of(const struct model *model, uint32_t object)
{
    if (object >= model->object_capacity)
        return NULL;
    uint32_t entry = model->variable_of[object];
    return entry && entry <= model->state.variable_count ? &model->state.variables[entry - 1].shown
                                                         : NULL;
}

uint32_t model_thread(const struct model *model, uint32_t pid, uint64_t handle)
{
    const uintptr_t *entry = map_get(&model->handle_of, model_handle_key(pid, handle));
    return entry && *entry <= model->state.handle_count ? model->state.handles[*entry - 1].lane : 0;
}

uint64_t model_count_of(const struct model *model, enum event_kind kind)
{
    return kind < K_COUNT ? model->state.counts[kind] : 0;
}
