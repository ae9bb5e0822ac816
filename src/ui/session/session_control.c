/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Steering: what a learner does with a run that goes on, or with the trace of one that is over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/trace/narrate.h"
#include "ui/session/session_state.h"

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

/* "T1", "P2/T1", or a number: 0 is main, 2 is T2, or P2 where there is none. */
static uint32_t lane_meant(const struct session *s, const char *name)
{
    uint32_t lane = lane_named(s, name);
    char *end;
    unsigned long n = strtoul(name, &end, 10);
    if (lane || !*name || *end)
        return lane;
    if (n == 0)
        return lane_named(s, "main");
    for (const char *kind = "TP"; *kind && !lane; kind++) {
        char numbered[24];
        snprintf(numbered, sizeof(numbered), "%c%lu", *kind, n);
        lane = lane_named(s, numbered);
    }
    return lane;
}

/* Who could make a step in place of one who is not there: "main (0), P1 (1)". */
static void say_who_can(struct session *s, struct run *run, const char *name)
{
    struct text who = {0};
    for (uint32_t i = 1; i < trace_lanes(s->trace); i++) {
        if (!run_lane_at_gate(run, i))
            continue;
        const char *lane = trace_text(s->trace, trace_lane(s->trace, i)->name);
        bool is_numbered = (*lane == 'T' || *lane == 'P') && strspn(lane + 1, "0123456789") == 1 &&
                           lane[2] == '\0';
        text_add(&who, "%s%s", who.size > 0 ? ", " : "", lane);
        if (is_numbered || strcmp(lane, "main") == 0)
            text_add(&who, " (%s)", is_numbered ? lane + 1 : "0");
    }
    bool is_digit = strlen(name) == 1 && *name >= '0' && *name <= '9';
    if (who.size == 0)
        session_say(s, STYLE_WARN,
                    is_digit ? _("there is no T%s or P%s here") : _("there is no thread '%s' here"),
                    name, name);
    else if (is_digit)
        session_say(s, STYLE_WARN, _("there is no T%s or P%s now; who can make a step: %s"), name,
                    name, text_get(&who));
    else
        session_say(s, STYLE_WARN, _("there is no thread '%s' now; who can make a step: %s"), name,
                    text_get(&who));
    text_release(&who);
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
    if (session_is_choosing(s))
        return session_choose(s, name);
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
    if (!lane && name)
        say_who_can(s, run, name);
    else if (!lane)
        session_say(s, STYLE_WARN, _("no thread waits at a step"));
    if (!lane)
        return STATUS_USAGE;
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

/* Is it something to see? Else one goes past it: one step back takes one thing back that was told.
 */
static bool is_told(const struct trace *trace, size_t i)
{
    const struct event *event = trace_event(trace, i);
    return event_is_narrated((enum event_kind)event->kind) &&
           !(event->flags & (EVENT_PRIVATE | EVENT_AT_GATE));
}

int session_back(struct session *s, long events)
{
    if (!s->model) {
        session_say(s, STYLE_WARN, _("there is no trace to go back in"));
        return STATUS_USAGE;
    }
    if (s->view.stage == VIEW_ASKING) { /* what is shown is the question */
        session_say(s, STYLE_WARN, _("the question first: a digit answers it, Enter skips it"));
        return STATUS_USAGE;
    }
    size_t at = session_position(s), count = trace_count(s->trace);
    s->is_playing = false;
    for (; events > 0 && at > 0; events -= is_told(s->trace, at))
        at--;
    for (; events < 0 && at < count; at++)
        events += is_told(s->trace, at);
    session_show_past(s, at);
    if (s->is_past)
        session_say(s, STYLE_TEXT, _("event %zu of %zu; End shows the last"), session_position(s),
                    count);
    else
        text_clear(&s->message);
    return STATUS_OK;
}

/* The next event from `start` on that undoes what another lane wrote; `end` when there is none. */
static size_t find_lost(struct session *s, size_t start, size_t end)
{
    for (size_t i = start; i < end; i++) {
        const struct event *event = trace_event(s->trace, i);
        if (event->kind != K_MEM_WRITE || event->flags & (EVENT_AT_GATE | EVENT_PRIVATE))
            continue;
        model_seek(s->scratch, i);
        if (model_overwrites(s->scratch, event))
            return i;
    }
    return end;
}

int session_lost(struct session *s)
{
    if (!s->trace || !session_has_lost(s)) {
        session_say(s, STYLE_TEXT, _("no write undoes another's here"));
        return STATUS_USAGE;
    }
    size_t count = trace_count(s->trace), start = s->is_past ? session_position(s) : 0;
    size_t found = find_lost(s, start, count);
    bool is_first = found == count;
    if (is_first)
        found = find_lost(s, 0, count);
    if (found == count)
        return STATUS_USAGE;
    s->is_playing = false;
    session_show_past(s, found + 1);
    struct text words = {0};
    model_seek(s->scratch, found);
    narrate(&words, s->trace, s->scratch, found);
    session_say(s, STYLE_BAD, is_first && start > 0 ? _("the first again: %s") : "%s",
                text_get(&words));
    s->view.selected_lane = trace_event(s->trace, found)->lane;
    text_release(&words);
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

int session_check_setting(const struct session *s, const char *setting, struct err *err)
{
    /* Outside a lesson there is no telling what the next one knows. */
    return !s->lesson || act_is_setting(setting) ? 0
                                                 : lesson_check_setting(s->lesson, setting, err);
}

void session_quit(struct session *s)
{
    s->has_quit = true;
}
