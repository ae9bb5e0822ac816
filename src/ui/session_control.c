/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steering: what a learner does with a run that goes on, or with the trace of one that is over.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ui/session_state.h"

static struct run *running(struct session *s)
{
    if (session_is_running(s) && act_run(s->act))
        return act_run(s->act);
    session_say(s, STYLE_WARN, _("nothing runs now"));
    return NULL;
}

int session_pause(struct session *s)
{
    if (s->loaded) {
        s->is_playing = !s->is_playing;
        s->played_ns = 0;
        if (s->is_playing && session_position(s) >= trace_count(s->trace))
            session_show_past(s, 0);
        return STATUS_OK;
    }
    struct run *run = running(s);
    if (!run)
        return STATUS_USAGE;
    if (run_is_paused(run)) {
        run_resume(run);
        session_show_present(s);
        session_say(s, STYLE_TEXT, _("it goes on"));
    } else {
        run_pause(run);
        session_say(s, STYLE_TEXT, _("paused: each thread stops before its next step"));
    }
    return STATUS_OK;
}

int session_speed(struct session *s, double speed)
{
    if (s->loaded) {
        s->play_speed = speed > 0 ? speed : (double)trace_count(s->trace) / 10 + 1;
        return STATUS_OK;
    }
    s->tutor->options.speed = speed;
    if (session_is_running(s) && act_run(s->act))
        run_set_speed(act_run(s->act), speed);
    if (speed > 0)
        session_say(s, STYLE_TEXT, _("%g steps a second"), speed);
    else
        session_say(s, STYLE_TEXT, _("full speed"));
    return STATUS_OK;
}

static uint32_t lane_named(const struct session *s, const char *name)
{
    for (uint32_t i = 1; i < trace_lanes(s->trace); i++) {
        const struct lane *lane = trace_lane(s->trace, i);
        if (strcasecmp(trace_text(s->trace, lane->name), name) == 0 ||
            strcasecmp(trace_text(s->trace, lane->given), name) == 0)
            return i;
    }
    return 0;
}

/* "T1", "P2/T1", or a digit: 0 is main, n the nth lane after it. */
static uint32_t lane_meant(const struct session *s, const char *name)
{
    uint32_t lane = lane_named(s, name);
    char *end;
    unsigned long n = strtoul(name, &end, 10);
    if (!lane && *name && !*end && n + 1 < trace_lanes(s->trace))
        lane = (uint32_t)n + 1;
    return lane;
}

static uint32_t first_at_gate(struct session *s, struct run *run)
{
    for (uint32_t i = 1; i < trace_lanes(s->trace); i++) {
        uint32_t lane = (s->view.selected_lane + i - 1) % ((uint32_t)trace_lanes(s->trace) - 1) + 1;
        if (run_lane_at_gate(run, lane))
            return lane;
    }
    return 0;
}

int session_step(struct session *s, const char *name)
{
    if (s->loaded)
        return session_back(s, -1);
    struct run *run = running(s);
    if (!run)
        return STATUS_USAGE;
    if (!run_is_paused(run)) {
        run_pause(run);
        session_say(s, STYLE_TEXT, _("paused: each thread stops before its next step"));
        return STATUS_OK;
    }
    session_show_present(s);
    uint32_t lane = name ? lane_meant(s, name) : first_at_gate(s, run);
    if (!lane) {
        session_say(s, STYLE_WARN,
                    name ? _("there is no thread '%s' here") : _("no thread waits at a step%s"),
                    name ? name : "");
        return STATUS_USAGE;
    }
    struct text why = {0};
    if (run_step(run, lane, &why)) {
        s->view.selected_lane = lane;
        text_clear(&s->message);
    } else {
        struct text explained = {0};
        model_explain(s->model, lane, &explained);
        session_say(s, STYLE_WARN, "%s",
                    explained.size > 0 ? text_get(&explained) : text_get(&why));
        text_release(&explained);
    }
    text_release(&why);
    return STATUS_OK;
}

int session_back(struct session *s, long events)
{
    if (!s->model) {
        session_say(s, STYLE_WARN, _("there is no trace to go back in"));
        return STATUS_USAGE;
    }
    size_t now = session_position(s), count = trace_count(s->trace);
    s->is_playing = false;
    if (events >= 0)
        session_show_past(s, (size_t)events < now ? now - (size_t)events : 0);
    else
        session_show_past(s, (size_t)-events < count - now ? now + (size_t)-events : count);
    if (s->is_past)
        session_say(s, STYLE_TEXT, _("event %zu of %zu; End shows the last"), session_position(s),
                    count);
    else
        text_clear(&s->message);
    return STATUS_OK;
}

int session_watch(struct session *s, const char *variable)
{
    char *setting = xasprintf("watch=%s", variable);
    tutor_set(s->tutor, setting);
    free(setting);
    session_say(s, STYLE_TEXT, _("'%s' is watched from the next run on"), variable);
    return STATUS_OK;
}

int session_save(struct session *s, const char *path)
{
    struct err err;
    if (!s->trace) {
        session_say(s, STYLE_WARN, _("there is no trace to save yet: run something first"));
        return STATUS_USAGE;
    }
    if (trace_save(s->trace, path, &err) < 0)
        return session_complain(s, &err);
    session_say(s, STYLE_GOOD, _("saved %zu events to '%s'; look at them with: replay %s"),
                trace_count(s->trace), path, path);
    return STATUS_OK;
}

void session_quit(struct session *s)
{
    s->has_quit = true;
}
