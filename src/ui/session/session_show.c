/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the screen shows: what was said, the trace at hand, and the moment of it: now, an earlier
 * one, or one after the other when a replay plays.
 */
#include "ui/session/session_state.h"

void session_say(struct session *s, enum style style, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_clear(&s->message);
    text_vadd(&s->message, format, args);
    va_end(args);
    s->view.message_style = style;
}

int session_complain(struct session *s, const struct err *err)
{
    session_say(s, STYLE_BAD, "%s", err->text);
    return err->status;
}

void session_show(struct session *s, const struct trace *trace)
{
    model_free(s->model);
    model_free(s->scratch);
    s->model = trace ? model_new(trace) : NULL;
    s->scratch = trace ? model_new(trace) : NULL;
    s->trace = trace;
    s->is_past = s->has_lost = false;
}

static bool has_overwritten(const struct model *model)
{
    for (size_t i = 0; i < model_variables(model); i++)
        if (model_variable(model, i)->overwritten > 0)
            return true;
    return false;
}

bool session_has_lost(const struct session *s)
{
    return s->has_lost;
}

size_t session_position(const struct session *s)
{
    return s->model ? model_position(s->model) : 0;
}

void session_show_past(struct session *s, size_t position)
{
    if (!s->model)
        return;
    size_t count = trace_count(s->trace);
    s->is_past = position < count || s->loaded;
    s->position = position < count ? position : count;
    model_seek(s->model, s->position);
    s->has_lost = s->has_lost || has_overwritten(s->model);
}

void session_show_present(struct session *s)
{
    s->is_past = s->loaded != NULL;
    if (!s->model)
        return;
    s->position = trace_count(s->trace);
    model_seek(s->model, s->position);
    s->has_lost = s->has_lost || has_overwritten(s->model);
}

/* A replay that plays: the trace's own time, slowed down so that it takes some seconds. */
void session_play(struct session *s, uint64_t now_ns)
{
    if (!s->is_playing || !s->loaded)
        return;
    uint64_t elapsed = s->played_ns ? now_ns - s->played_ns : 0;
    size_t count = trace_count(s->trace), step = (size_t)((double)elapsed * s->play_speed / 1e9);
    if (s->played_ns && step == 0)
        return;
    s->played_ns = now_ns;
    session_show_past(s, session_position(s) + step);
    if (session_position(s) >= count)
        s->is_playing = false;
}

int session_replay(struct session *s, struct trace *trace)
{
    session_drop_lesson(s);
    text_clear(&s->output);
    s->loaded = trace;
    session_show(s, trace);
    s->view.stage = VIEW_REPLAY;
    s->play_speed = (double)trace_count(trace) / 10 + 1; /* the whole of it in ten seconds */
    session_show_present(s); /* once to its end, to know what there is */
    session_show_past(s, 0);
    return STATUS_OK;
}
