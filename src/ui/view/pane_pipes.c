/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages: a pipe with what lies in it, between those who can write to it and those who can read
 * from it; and a message that has arrived, as an arrow from who sent it.
 */
#include <stdlib.h>
#include <string.h>

#include "core/trace/message.h"
#include "ui/view/pane.h"

enum { NAMED = 3, LISTED = 12, BYTES_SHOWN = 12, ARROW_BYTES = 24 };

/* The bytes of a message, quoted; "3 bytes" when they are not known. */
static void put_bytes(const struct trace *trace, const struct model_message *message, int columns,
                      struct text *out)
{
    size_t size = trace_text_size(trace, message->text);
    size_t from = message->offset < size ? (size_t)message->offset : size;
    size_t n = size - from < message->bytes ? size - from : (size_t)message->bytes;
    if (n > 0)
        text_put_quoted(out, trace_text(trace, message->text) + from, n, columns);
    else
        text_add(out, ngettext("%llu byte", "%llu bytes", (unsigned long)message->bytes),
                 (unsigned long long)message->bytes);
}

static void put_holders(const struct view *view, uint32_t flow, enum flow_side side,
                        struct text *out)
{
    uint32_t lanes[NAMED];
    size_t n = model_flow_lanes(view->model, flow, side, lanes, NAMED);
    for (size_t i = 0; i < n && i < NAMED; i++)
        text_add(out, "%s%s", i ? ", " : "", lane_name(view->trace, lanes[i]));
    if (n > NAMED)
        text_add(out, " +%zu", n - NAMED);
    if (n == 0)
        text_put(out, _("nobody"));
}

static void put_contents(const struct view *view, const struct canvas *canvas, uint32_t flow,
                         int columns, struct text *out)
{
    struct model_message pending[LISTED];
    const struct model_flow *shown = model_flow(view->model, flow);
    size_t n = model_pending(view->model, flow, pending, LISTED), listed = 0;
    struct text contents = {0}, one = {0};
    for (; listed < n; listed++) {
        text_clear(&one);
        put_bytes(view->trace, &pending[listed], BYTES_SHOWN, &one);
        if (text_width(text_get(&contents)) + text_width(text_get(&one)) + 1 > columns)
            break;
        text_add(&contents, "%s%s", contents.size ? " " : "", text_get(&one));
    }
    const char *line = sign(canvas, "─", "-"), *head = sign(canvas, "▸", ">");
    if (shown->pending == 0) {
        text_add(out, " %s%s%s%s ", line, line, line, head);
    } else {
        text_add(out, " %s %s", line, text_get(&contents));
        if (shown->pending > listed)
            text_add(out, " +%u", shown->pending - (unsigned)listed);
        text_add(out, " %s%s ", line, head);
    }
    text_release(&contents);
    text_release(&one);
}

void pane_pipe(const struct view *view, struct canvas *canvas, struct box box, int y, uint32_t flow,
               int name_width)
{
    const struct model_flow *shown = model_flow(view->model, flow);
    struct text words = {0}, name = {0}, readers = {0};
    model_flow_name(view->model, flow, &name);
    canvas_put_cut(canvas, box, 1, y, name_width, STYLE_TITLE, text_get(&name));
    put_holders(view, flow, FLOW_READS, &readers);
    put_holders(view, flow, FLOW_WRITES, &words);
    int room = box.width - name_width - 2;
    put_contents(view, canvas, flow,
                 room - text_width(text_get(&words)) - text_width(text_get(&readers)) - 10, &words);
    text_put(&words, text_get(&readers));
    bool is_over = !model_flow_is_open(view->model, flow, FLOW_READS) &&
                   !model_flow_is_open(view->model, flow, FLOW_WRITES);
    int x = put_sentence(canvas, box, name_width + 2, y, room, is_over ? STYLE_DIM : STYLE_TEXT,
                         view->trace, text_get(&words));
    text_clear(&words);
    text_add(&words, _("  %llu bytes in, %llu out"), (unsigned long long)shown->written,
             (unsigned long long)shown->read);
    if (x + text_width(text_get(&words)) <= box.width)
        canvas_put(canvas, box, x, y, STYLE_DIM, text_get(&words));
    text_release(&readers);
    text_release(&name);
    text_release(&words);
}

bool pane_arrow(const struct trace *trace, const struct model *before, const struct event *event,
                bool is_ascii, struct text *out)
{
    uint32_t senders[2];
    if (event->kind != K_READ || !before || event->flags & EVENT_AT_GATE ||
        model_senders(before, event, senders, 2) != 1)
        return false;
    const char *line = is_ascii ? "-" : "─";
    struct model_message message = {.bytes = (uint64_t)event->b, .text = event->text};
    struct text name = {0}, bytes = {0};
    model_flow_name(before, model_flow_at(before, event->pid, event->a, FLOW_READS), &name);
    put_bytes(trace, &message, ARROW_BYTES, &bytes);
    text_add(out, "%s %s%s%s%s%s%s %s  ", lane_name(trace, senders[0]), line, line,
             text_get(&bytes), line, line, is_ascii ? ">" : "▸", lane_name(trace, event->lane));
    text_add(out, _("by %s"), text_get(&name));
    text_release(&name);
    text_release(&bytes);
    return true;
}
