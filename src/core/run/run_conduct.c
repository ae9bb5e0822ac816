/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A run whose steps are ours: what the conductor does is told in the trace, and a program in which
 * nobody can go on any more is ended.
 */
#include <sched.h>

#include "core/run/run_state.h"
#include "core/trace/narrate.h"

/* For so long one turn may go on with step after step. */
static const uint64_t turn_ns = 2000000;

/* In the trace: whom the plan has put aside, and for whom. */
static void note_switch(struct run *run, const struct conductor_switch *turn)
{
    (void)collect_turn(run->collect); /* who is new is met */
    uint32_t from = collect_lane(run->collect, (int)turn->from_pid, (int)turn->from_tid);
    uint32_t to = collect_lane(run->collect, (int)turn->to_pid, (int)turn->to_tid);
    struct text held = {0}, goes = {0}, words = {0};
    narrate_lane(&held, run->trace, from);
    narrate_lane(&goes, run->trace, to);
    text_add(&words, _("here %s is put aside, and %s goes on"), text_get(&held), text_get(&goes));
    struct event event = {.kind = K_NOTED, .pid = turn->from_pid, .tid = turn->from_tid};
    collect_tell(run->collect, &event, run_now_ns(), text_get(&words), words.size);
    text_release(&held);
    text_release(&goes);
    text_release(&words);
}

static void explain_stuck(struct run *run)
{
    struct model *model = model_new(run->trace);
    model_seek(model, trace_count(run->trace));
    text_put(&run->stuck, _("nobody can go on any more: "));
    deadlock_explain_waits(model, run->trace, &run->stuck);
    model_free(model);
}

void run_conduct(struct run *run, uint64_t now_ns)
{
    const uint64_t until_ns = now_ns + turn_ns;
    while (!run->is_stopping) {
        struct conductor_switch turn;
        if (conductor_turn(run->conductor, now_ns, &turn))
            note_switch(run, &turn);
        now_ns = run_now_ns();
        if (now_ns >= until_ns || !conductor_is_soon(run->conductor, now_ns))
            break;
        (void)sched_yield(); /* he may need this core; cannot fail */
    }
    if (run->is_stopping || run->has_main_ended || !conductor_is_stuck(run->conductor))
        return;
    explain_stuck(run);
    run_end_with_note(run, text_get(&run->stuck));
    run->is_deadlocked = true;
}
