/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be asked about messages at one moment. How they came to be is in model_message.c.
 */
#include "core/trace/message.h"

#include "core/trace/mail.h"
#include "core/trace/model_state.h"

size_t model_flows(const struct model *model)
{
    return model->state.mail.flow_count;
}

const struct model_flow *model_flow(const struct model *model, uint32_t flow)
{
    const struct flow_record *record = mail_flow(&model->state.mail, flow);
    return record ? &record->shown : NULL;
}

void model_flow_name(const struct model *model, uint32_t flow, struct text *out)
{
    const struct model_flow *shown = model_flow(model, flow);
    if (shown)
        text_add(out,
                 shown->is_connection ? _("connection %u")
                 : shown->is_socket   ? _("socket pair %u")
                                      : _("pipe %u"),
                 shown->number);
}

uint32_t model_flow_at(const struct model *model, uint32_t pid, int64_t fd, enum flow_side side)
{
    const struct descriptor *at = mail_descriptor(&model->state.mail, pid, fd);
    return !at ? 0 : side == FLOW_READS ? at->reads : at->writes;
}

uint32_t model_lane_flow(const struct model *model, uint32_t lane)
{
    const struct lane_record *record = model_lane_record(model, lane);
    if (!record || record->shown.state != LANE_BLOCKED)
        return 0;
    uint32_t pid = trace_lane(model->trace, lane)->pid;
    if (record->wait_kind == K_READ_WAIT)
        return model_flow_at(model, pid, record->argument, FLOW_READS);
    if (record->wait_kind == K_WRITE_WAIT)
        return model_flow_at(model, pid, record->argument, FLOW_WRITES);
    return 0;
}

static bool has_open(const struct mail *mail, uint32_t pid, uint32_t flow, enum flow_side side)
{
    for (size_t i = 0; i < mail->descriptor_count; i++) {
        const struct descriptor *at = &mail->descriptors[i];
        if (at->pid == pid && (side == FLOW_READS ? at->reads : at->writes) == flow)
            return true;
    }
    return false;
}

bool model_flow_is_open(const struct model *model, uint32_t flow, enum flow_side side)
{
    const struct mail *mail = &model->state.mail;
    for (size_t i = 0; i < mail->descriptor_count; i++) {
        const struct descriptor *at = &mail->descriptors[i];
        if ((side == FLOW_READS ? at->reads : at->writes) == flow)
            return true;
    }
    return false;
}

size_t model_flow_lanes(const struct model *model, uint32_t flow, enum flow_side side,
                        uint32_t *lanes, size_t limit)
{
    size_t count = 0;
    for (uint32_t i = 1; flow && i < model->state.lane_count; i++) {
        const struct lane *lane = trace_lane(model->trace, i);
        if (!lane->is_process || !has_open(&model->state.mail, lane->pid, flow, side))
            continue;
        if (count < limit)
            lanes[count] = i;
        count++;
    }
    return count;
}

size_t model_pending(const struct model *model, uint32_t flow, struct model_message *out,
                     size_t limit)
{
    const struct mail *mail = &model->state.mail;
    const struct flow_record *record = mail_flow(mail, flow);
    size_t count = 0;
    for (uint32_t at = record ? record->first : 0; at && count < limit;
         at = mail_message(mail, at)->next) {
        const struct message_record *message = mail_message(mail, at);
        out[count] = message->shown;
        out[count].bytes -= message->taken;
        out[count++].offset = message->taken;
    }
    return count;
}

size_t model_senders(const struct model *model, const struct event *read, uint32_t *lanes,
                     size_t limit)
{
    const struct mail *mail = &model->state.mail;
    uint32_t flow = model_flow_at(model, read->pid, read->a, FLOW_READS), before;
    if (!flow || read->b <= 0)
        return 0;
    uint32_t chosen = model_first_taken(model, flow, read, &before), at = chosen;
    uint64_t left = (uint64_t)read->b;
    size_t count = 0;
    while (at && left > 0 && count < limit) {
        const struct message_record *message = mail_message(mail, at);
        uint64_t there = message->shown.bytes - message->taken;
        size_t known = 0;
        while (known < count && lanes[known] != message->shown.from)
            known++;
        if (known == count && message->shown.from)
            lanes[count++] = message->shown.from;
        left -= there < left ? there : left;
        /* after one that was out of turn, from the front */
        at = at == chosen && before ? mail_flow(mail, flow)->first : message->next;
        if (at == chosen)
            at = mail_message(mail, chosen)->next;
    }
    return count;
}

uint32_t model_broken_flow(const struct model *model, uint32_t lane)
{
    const struct mail *mail = &model->state.mail;
    if (!lane || lane >= model->state.lane_count)
        return 0;
    const struct lane *asked = trace_lane(model->trace, lane);
    for (uint32_t i = 1; i < model->state.lane_count; i++) {
        const struct message_record *message = mail_message(mail, model->state.lanes[i].message);
        bool is_its =
            i == lane || (asked->is_process && trace_lane(model->trace, i)->pid == asked->pid);
        if (is_its && message && message->shown.flow &&
            !model_flow_is_open(model, message->shown.flow, FLOW_READS))
            return message->shown.flow;
    }
    return 0;
}
