/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is wrong with a program, as a sentence for a learner: one failure of those that were found.
 */
#include <signal.h>

#include "core/explore/explore.h"
#include "core/trace/narrate.h"

enum { NULL_PAGE = 4096 }; /* bytes from address 0 on, where there is nothing */

static void add_object(struct text *out, const struct explore_failure *failure, const char *unnamed)
{
    text_put(out, *failure->object ? failure->object : unnamed);
}

static void put_leak(struct text *out, const struct explore_failure *failure, const char *who)
{
    if (failure->flags & FAILURE_THREAD)
        text_add(out, _("a thread that %s creates is never joined or detached"), who);
    else
        text_add(out,
                 ngettext("%d byte that %s allocates is never freed, and at the end nothing points "
                          "to it",
                          "%d bytes that %s allocates are never freed, and at the end nothing "
                          "points to them",
                          (unsigned long)failure->number),
                 failure->number, who);
}

/* Whole sentences, as no language puts these together as another does. */
static void put_race_with_free(struct text *out, const struct explore_failure *failure,
                               const char *who, const char *other)
{
    add_object(out, failure, _("shared memory"));
    bool frees = failure->flags & FAILURE_FREES, other_frees = failure->flags & FAILURE_OTHER_FREES;
    if (frees && other_frees)
        text_add(out, _(": %s frees it (%s) and %s frees it (%s), and nothing puts them in order"),
                 other, failure->other_where, who, failure->where);
    else if (frees)
        text_add(out, _(": %s uses it (%s) and %s frees it (%s), and nothing puts them in order"),
                 other, failure->other_where, who, failure->where);
    else
        text_add(out, _(": %s frees it (%s) and %s uses it (%s), and nothing puts them in order"),
                 other, failure->other_where, who, failure->where);
}

static void put_use_after_free(struct text *out, const struct explore_failure *failure,
                               const char *who, const char *other)
{
    bool is_own = failure->thread == failure->other, frees = failure->flags & FAILURE_FREES;
    add_object(out, failure, _("memory"));
    if (frees && is_own)
        text_add(out, _(": %s frees it twice, first at %s"), who, failure->other_where);
    else if (frees)
        text_add(out, _(": %s frees it, and %s has freed it before (%s)"), who, other,
                 failure->other_where);
    else if (is_own)
        text_add(out, _(": %s uses it after freeing it (%s)"), who, failure->other_where);
    else
        text_add(out, _(": %s uses it after %s has freed it (%s)"), who, other,
                 failure->other_where);
}

static void put_stolen(struct text *out, const struct explore_failure *failure, const char *thief)
{
    struct text victim = {0};
    explore_thread_name(&victim, (unsigned)failure->number);
    text_add(out,
             _("a stolen wake-up: a signal woke %s, which had no use for it and waits again, and "
               "not %s"),
             thief, text_get(&victim));
    text_release(&victim);
}

void explore_failure_text(struct text *out, const struct explore_failure *failure)
{
    if (failure->told) {
        text_put(out, failure->told);
        return;
    }
    struct text who = {0}, other = {0};
    explore_thread_name(&who, failure->thread);
    if (failure->other != ~0u)
        explore_thread_name(&other, failure->other);
    switch (failure->kind) {
    case FAILURE_RACE:
        if (failure->flags & (FAILURE_FREES | FAILURE_OTHER_FREES)) {
            put_race_with_free(out, failure, text_get(&who), text_get(&other));
            break;
        }
        add_object(out, failure, _("shared memory"));
        text_add(out, _(": %s %s it (%s) and %s %s it (%s), and nothing puts them in order"),
                 text_get(&other), failure->flags & FAILURE_OTHER_WRITE ? _("writes") : _("reads"),
                 failure->other_where, text_get(&who),
                 failure->flags & FAILURE_WRITE ? _("writes") : _("reads"), failure->where);
        break;
    case FAILURE_ASSERTION:
        text_add(out, _("%s does not hold"), failure->text);
        break;
    case FAILURE_DEADLOCK:
        if (failure->flags & FAILURE_LOST_WAKEUP)
            text_put(out, _("a lost wake-up: a thread waits for a signal that was given before"));
        else if ((failure->flags & FAILURE_STOLEN) && failure->number >= 0)
            put_stolen(out, failure, text_get(&other));
        else if (failure->flags & FAILURE_PARTIAL)
            text_put(out, _("some threads wait for ever"));
        else
            text_put(out, _("all threads wait for ever"));
        break;
    case FAILURE_LIVELOCK:
        if (failure->number > 0)
            text_add(out,
                     _("the threads go round and round: after step %u all stands as it stood "
                       "before step %d, and so it can go on for ever"),
                     failure->steps, failure->number);
        else
            text_put(out, _("the threads go round and round, and nothing changes"));
        break;
    case FAILURE_CRASH:
        text_add(out, _("%s crashes: "), text_get(&who));
        narrate_signal(out, failure->number);
        if (failure->number == SIGSEGV && failure->address < NULL_PAGE)
            text_put(out, _(": it uses what a null pointer points to"));
        break;
    case FAILURE_LEAK:
        put_leak(out, failure, text_get(&who));
        break;
    case FAILURE_EXIT:
        text_add(out, _("the program ends with status %d"), failure->number);
        break;
    case FAILURE_MISUSE:
        if (failure->flags & FAILURE_OTHER_FREES)
            put_use_after_free(out, failure, text_get(&who), text_get(&other));
        else
            text_put(out, *failure->text ? failure->text : _("a call that is not allowed here"));
        break;
    default:
        text_put(out, *failure->text ? failure->text : _("a call that is not allowed here"));
        break;
    }
    text_release(&who);
    text_release(&other);
}
