/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a lane still holds of what it has read. `counter++` is a read, an addition in the processor,
 * which nobody outside can see, and a write: between the two the lane goes about with a value that
 * may be out of date.
 */
#include "core/trace/model_state.h"

uint32_t model_overwrites(const struct model *model, const struct event *write)
{
    const struct model_variable *variable = model_variable_of(model, (uint32_t)write->object);
    if (write->kind != K_MEM_WRITE || !variable || write->lane >= model->state.lane_count)
        return 0;
    const struct access_record *last = model->state.lanes[write->lane].accesses;
    bool is_stale = last->object == write->object && last->version < variable->writes;
    return is_stale && variable->writer != write->lane ? variable->writer : 0;
}

bool model_holds(const struct model *model, const struct event *write, int64_t *value)
{
    if (write->kind != K_MEM_WRITE || !write->object || write->lane >= model->state.lane_count)
        return false;
    const struct access_record *accesses = model->state.lanes[write->lane].accesses;
    for (size_t i = 0; i < ACCESSES; i++)
        if (accesses[i].object == write->object) {
            *value = accesses[i].value;
            return accesses[i].is_known;
        }
    return false;
}

void model_remember(struct lane_record *lane, const struct access_record *access)
{
    size_t i = 0;
    while (i + 1 < ACCESSES && lane->accesses[i].object != access->object)
        i++;
    for (; i > 0; i--)
        lane->accesses[i] = lane->accesses[i - 1];
    lane->accesses[0] = *access;
}
