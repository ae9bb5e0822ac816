/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages, folded. A write is announced before the call and told after it; what it puts into the
 * pipe may be read in between, so a message is there from its announcement on, and becomes shorter,
 * or nothing, if the call then wrote less. What two lanes write at the same time may lie in the
 * pipe in either order; the bytes that a read took say which it was.
 */
#include "core/trace/mail.h"

#include <errno.h>
#include <string.h>

#include "core/trace/model_state.h"

enum { LOOK_LIMIT = 64 }; /* writes at the same time among which the bytes decide */

/* --- flows ----------------------------------------------------------------------------------- */

static uint32_t add_flow(struct mail *mail, uint32_t number, bool is_socket)
{
    GROW(mail->flows, mail->flow_count, mail->flow_capacity);
    mail->flows[mail->flow_count++] =
        (struct flow_record){.shown = {.number = number, .is_socket = is_socket}};
    return (uint32_t)mail->flow_count;
}

static bool is_descriptor(int64_t fd)
{
    return fd >= 0 && fd <= INT32_MAX;
}

static void open_pair(struct mail *mail, const struct event *event)
{
    bool closes = event->flags & EVENT_CLOSES_ON_EXEC, is_socket = event->kind == K_SOCKETPAIR;
    if (!is_descriptor(event->a) || !is_descriptor(event->b))
        return;
    struct descriptor first = {
        .pid = event->pid, .fd = (int32_t)event->a, .closes_on_exec = closes};
    struct descriptor second = first;
    second.fd = (int32_t)event->b;
    uint32_t number = is_socket ? ++mail->socket_pairs : ++mail->pipes;
    first.reads = second.writes = add_flow(mail, number, is_socket);
    if (is_socket)
        second.reads = first.writes = add_flow(mail, number, is_socket);
    mail_open(mail, &first);
    mail_open(mail, &second);
}

/* The first that has been told of at that address and waits for its other end; NULL: none. */
static struct call *call_at(const struct model *model, uint32_t address, bool is_accepted)
{
    const struct mail *mail = &model->state.mail;
    const char *wanted = trace_text(model->trace, address);
    for (size_t i = 0; i < mail->call_count; i++)
        if (mail->calls[i].is_accepted == is_accepted &&
            strcmp(trace_text(model->trace, mail->calls[i].address), wanted) == 0)
            return &mail->calls[i];
    return NULL;
}

/* One end of a connection. Which two belong together is told by their address and their order: the
 * kernel gives out connections in the order in which they were made. Either may be told first. */
static void connect_end(struct model *model, const struct event *event)
{
    struct mail *mail = &model->state.mail;
    bool is_accepted = event->kind == K_ACCEPT;
    int64_t fd = is_accepted ? event->b : event->a;
    if (!is_descriptor(fd))
        return;
    struct descriptor end = {.pid = event->pid, .fd = (int32_t)fd};
    struct call *other = call_at(model, event->text, !is_accepted);
    if (other) {
        end.reads = other->reads;
        end.writes = other->writes;
        mail->call_count--;
        memmove(other, other + 1,
                (size_t)(mail->calls + mail->call_count - other) * sizeof(*other));
    } else {
        uint32_t number = ++mail->connections;
        end.reads = add_flow(mail, number, true);
        end.writes = add_flow(mail, number, true);
        mail_flow(mail, end.reads)->shown.is_connection = true;
        mail_flow(mail, end.writes)->shown.is_connection = true;
        GROW(mail->calls, mail->call_count, mail->call_capacity);
        mail->calls[mail->call_count++] = (struct call){.address = event->text,
                                                        .reads = end.writes,
                                                        .writes = end.reads,
                                                        .is_accepted = is_accepted};
    }
    mail_open(mail, &end);
}

static void duplicate(struct mail *mail, const struct event *event)
{
    if (event->a == event->b)
        return;
    const struct descriptor *old = mail_descriptor(mail, event->pid, event->a);
    if (!old) {
        mail_close(mail, event->pid, event->b);
        return;
    }
    struct descriptor made = *old;
    made.fd = (int32_t)event->b;
    made.closes_on_exec = event->flags & EVENT_CLOSES_ON_EXEC;
    mail_open(mail, &made);
}

static uint32_t flow_of_event(const struct mail *mail, const struct event *event,
                              enum flow_side side)
{
    const struct descriptor *at = mail_descriptor(mail, event->pid, event->a);
    return !at ? 0 : side == FLOW_READS ? at->reads : at->writes;
}

/* --- messages: a list for each flow ---------------------------------------------------------- */

static uint32_t put_message(struct mail *mail, uint32_t flow, const struct event *event,
                            size_t position)
{
    uint32_t message = mail->free_message;
    if (message) {
        mail->free_message = mail_message(mail, message)->next;
    } else {
        GROW(mail->messages, mail->message_count, mail->message_capacity);
        message = (uint32_t)++mail->message_count;
    }
    mail->messages[message - 1] = (struct message_record){
        .shown = {.flow = flow,
                  .from = event->lane,
                  .bytes = event->b > 0 ? (uint64_t)event->b : 0,
                  .text = event->text,
                  .sent = position},
    };
    struct flow_record *record = mail_flow(mail, flow);
    struct message_record *last = mail_message(mail, record->last);
    *(last ? &last->next : &record->first) = message;
    record->last = message;
    record->shown.pending++;
    return message;
}

/* Takes a message out of its flow; `before` is the one before it there, 0 none. */
static void unlink_message(struct mail *mail, uint32_t message, uint32_t before)
{
    struct message_record *record = mail_message(mail, message);
    struct flow_record *flow = mail_flow(mail, record->shown.flow);
    struct message_record *previous = mail_message(mail, before);
    *(previous ? &previous->next : &flow->first) = record->next;
    if (flow->last == message)
        flow->last = before;
    flow->shown.pending--;
    record->next = 0;
}

static void free_message(struct mail *mail, uint32_t message)
{
    mail_message(mail, message)->next = mail->free_message;
    mail->free_message = message;
}

/* The one before `message` in its flow; false: it is not there any more. */
static bool find_before(const struct mail *mail, uint32_t flow, uint32_t message, uint32_t *before)
{
    *before = 0;
    uint32_t at = mail_flow(mail, flow)->first;
    while (at && at != message) {
        *before = at;
        at = mail_message(mail, at)->next;
    }
    return at != 0;
}

/* --- who sent what a read takes -------------------------------------------------------------- */

/* Could these bytes be the beginning of that message? */
static bool fits(const struct trace *trace, const struct message_record *message,
                 const struct event *read)
{
    size_t known = trace_text_size(trace, message->shown.text);
    size_t got = trace_text_size(trace, read->text);
    size_t n = known < got ? known : got;
    return n == 0 ||
           memcmp(trace_text(trace, message->shown.text), trace_text(trace, read->text), n) == 0;
}

uint32_t model_first_taken(const struct model *model, uint32_t flow, const struct event *read,
                           uint32_t *before)
{
    const struct mail *mail = &model->state.mail;
    uint32_t first = mail_flow(mail, flow)->first;
    const struct message_record *head = mail_message(mail, first);
    *before = 0;
    if (!head || head->taken || fits(model->trace, head, read))
        return first;
    size_t until = head->done ? head->done : SIZE_MAX;
    uint32_t previous = first;
    for (int i = 0; i < LOOK_LIMIT && mail_message(mail, previous)->next; i++) {
        uint32_t at = mail_message(mail, previous)->next;
        const struct message_record *message = mail_message(mail, at);
        if (message->shown.sent > until)
            break;
        if (fits(model->trace, message, read)) {
            *before = previous;
            return at;
        }
        previous = at;
    }
    return first;
}

static void take(struct model *model, uint32_t flow, const struct event *read)
{
    struct mail *mail = &model->state.mail;
    struct flow_record *record = mail_flow(mail, flow);
    uint64_t left = read->b > 0 ? (uint64_t)read->b : 0;
    record->shown.reads++;
    record->shown.read += left;
    while (left > 0 && record->first) {
        uint32_t before, chosen = model_first_taken(model, flow, read, &before);
        struct message_record *message = mail_message(mail, chosen);
        uint64_t there = message->shown.bytes - message->taken;
        uint64_t part = there < left ? there : left;
        message->taken += part;
        left -= part;
        if (message->taken < message->shown.bytes)
            break;
        unlink_message(mail, chosen, before);
        if (message->done)
            free_message(mail, chosen);
        else
            message->shown.flow = 0; /* read already; its writer has yet to tell the end of it */
    }
    record->owed += left;
}

/* --- writes ---------------------------------------------------------------------------------- */

static void announce(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct mail *mail = &model->state.mail;
    uint32_t flow = flow_of_event(mail, event, FLOW_WRITES);
    if (flow && event->b > 0)
        lane->message = put_message(mail, flow, event, model->state.position);
}

/* What was announced has put `bytes` into the flow. */
static void settle_write(struct model *model, struct lane_record *lane, uint64_t bytes,
                         uint32_t text)
{
    struct mail *mail = &model->state.mail;
    uint32_t message = lane->message, before;
    struct message_record *record = mail_message(mail, message);
    lane->message = 0;
    if (!record)
        return;
    uint32_t flow = record->shown.flow;
    record->done = model->state.position ? model->state.position : 1;
    if (!flow) { /* it was read before its end was told */
        free_message(mail, message);
        return;
    }
    record->shown.text = text;
    record->shown.bytes = bytes < record->taken ? record->taken : bytes;
    if (record->taken < record->shown.bytes)
        return;
    if (find_before(mail, flow, message, &before))
        unlink_message(mail, message, before);
    free_message(mail, message);
}

/* A write that was not announced may be told after it was read. */
static void put_late(struct model *model, uint32_t flow, const struct event *event)
{
    struct mail *mail = &model->state.mail;
    struct flow_record *record = mail_flow(mail, flow);
    uint64_t bytes = (uint64_t)event->b, paid = record->owed < bytes ? record->owed : bytes;
    record->owed -= paid;
    if (paid == bytes)
        return;
    struct message_record *message =
        mail_message(mail, put_message(mail, flow, event, model->state.position));
    message->taken = paid;
    message->done = model->state.position;
}

static void tell_write(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct mail *mail = &model->state.mail;
    uint32_t flow = flow_of_event(mail, event, FLOW_WRITES);
    struct flow_record *record = mail_flow(mail, flow);
    uint64_t bytes = event->b > 0 ? (uint64_t)event->b : 0;
    if (record) {
        record->shown.writes++;
        record->shown.written += bytes;
    }
    bool was_announced = lane && lane->message;
    if (was_announced)
        settle_write(model, lane, bytes, event->text);
    else if (record && bytes)
        put_late(model, flow, event);
}

/* The dead write no more: what a lane of the process had announced was not written. */
static void give_up_writes(struct model *model, uint32_t pid)
{
    for (uint32_t i = 1; i < model->state.lane_count; i++)
        if (model->state.lanes[i].message && trace_lane(model->trace, i)->pid == pid)
            settle_write(model, &model->state.lanes[i], 0, 0);
}

/* --- all of it ------------------------------------------------------------------------------- */

static bool is_told(enum event_kind kind)
{
    return kind == K_SAMPLE || kind == K_LOST || kind == K_OUTPUT || kind == K_NOTED ||
           kind == K_ENDED || kind == K_SWITCH_IN || kind == K_SWITCH_OUT || kind == K_MODULE;
}

static void fold_process(struct model *model, const struct lane_record *lane,
                         const struct event *event)
{
    struct mail *mail = &model->state.mail;
    switch ((enum event_kind)event->kind) {
    case K_FORK:
        mail_fork(mail, event->pid, event->lane);
        break;
    case K_FORK_PARENT:
        mail_forked(mail, event->lane, (uint32_t)event->a);
        break;
    case K_FORK_CHILD:
        mail_born(mail, (uint32_t)event->a, event->pid);
        break;
    case K_PROCESS_START: /* by exec, or by spawn: then it has said nothing before */
        if (lane && lane->shown.events <= 1)
            mail_inherit(mail, (uint32_t)event->a, event->pid);
        mail_close_on_exec(mail, event->pid);
        break;
    case K_PROCESS_EXIT:
        mail_close_all(mail, event->pid);
        break;
    case K_WAITED:
        if (event->a > 0)
            mail_close_all(mail, (uint32_t)event->a);
        break;
    case K_ENDED:
        mail_close_all(mail, event->pid);
        give_up_writes(model, event->pid);
        break;
    case K_FAILED:
        mail_fork_failed(mail, event->lane);
        break;
    default:
        break;
    }
}

void model_fold_message(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct mail *mail = &model->state.mail;
    enum event_kind kind = (enum event_kind)event->kind;
    if (!is_process_key(event->pid))
        return;
    if (lane && lane->message && kind != K_WRITE && !is_told(kind)) {
        struct message_record *message = mail_message(mail, lane->message);
        settle_write(model, lane, kind == K_FAILED ? 0 : message->shown.bytes, 0);
    }
    switch (kind) {
    case K_PIPE:
    case K_SOCKETPAIR:
        open_pair(mail, event);
        break;
    case K_CONNECT:
    case K_ACCEPT:
        connect_end(model, event);
        break;
    case K_DUP:
        if (is_descriptor(event->b))
            duplicate(mail, event);
        break;
    case K_CLOSE:
        mail_close(mail, event->pid, event->a);
        break;
    case K_WRITE_WAIT:
        if (lane)
            announce(model, lane, event);
        break;
    case K_WRITE:
    case K_PRINT:
        tell_write(model, lane, event);
        break;
    case K_READ: {
        uint32_t flow = flow_of_event(mail, event, FLOW_READS);
        if (flow)
            take(model, flow, event);
        break;
    }
    default:
        fold_process(model, lane, event);
        break;
    }
}
