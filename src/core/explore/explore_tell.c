/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What exploring has found, as words: those of doc/json.md, which never change, and sentences for
 * a learner, which text and screen share. Of a single failure: explore_failure.c.
 */
#include <string.h>

#include "core/explore/explore.h"
#include "core/trace/kind.h"

const char *failure_word(enum failure_kind kind)
{
    static const char *const words[FAILURE_KINDS] = {"race",  "assertion", "deadlock", "livelock",
                                                     "crash", "misuse",    "leak",     "exit"};
    return kind < FAILURE_KINDS ? words[kind] : "misuse";
}

unsigned failure_rank(enum failure_kind kind)
{
    return kind == FAILURE_RACE ? 1 : kind == FAILURE_LEAK ? 2 : 0;
}

const char *verdict_word(enum verdict_kind kind)
{
    static const char *const words[] = {"none",    "proved",  "failed",
                                        "bounded", "sampled", "exhausted"};
    return kind <= VERDICT_EXHAUSTED ? words[kind] : words[0];
}

const char *backend_word(enum verdict_backend backend)
{
    static const char *const words[BACKENDS] = {"auto",     "fast",    "fast-syscall",
                                                "contexts", "threads", "processes"};
    return backend < BACKENDS ? words[backend] : words[BACKEND_AUTO];
}

int backend_of(const char *word)
{
    for (int backend = BACKEND_AUTO; backend < BACKENDS; backend++)
        if (strcmp(word, backend_word((enum verdict_backend)backend)) == 0)
            return backend;
    return -1;
}

static uint32_t bit_of_verdict(enum verdict_kind kind)
{
    return 1u << kind;
}

static uint32_t bit_of_failure(enum failure_kind kind)
{
    return 1u << (VERDICT_EXHAUSTED + 1 + kind);
}

uint32_t explored_ends(const char *word)
{
    for (int kind = VERDICT_PROVED; kind <= VERDICT_EXHAUSTED; kind++)
        if (strcmp(word, verdict_word((enum verdict_kind)kind)) == 0)
            return bit_of_verdict((enum verdict_kind)kind);
    for (int kind = 0; kind < FAILURE_KINDS; kind++)
        if (strcmp(word, failure_word((enum failure_kind)kind)) == 0)
            return bit_of_failure((enum failure_kind)kind);
    return 0;
}

bool explored_keeps_word(const struct explore_result *result, uint32_t ends, struct text *broken)
{
    if (result->refusal) {
        text_put(broken, result->refusal);
        return false;
    }
    const struct explore_failure *shown =
        result->shown >= 0 ? &result->failures[result->shown] : NULL;
    if (ends & bit_of_verdict(result->verdict) || (shown && ends & bit_of_failure(shown->kind)))
        return true;
    text_add(broken, _("the verdict is '%s', which it should not be"),
             shown ? failure_word(shown->kind) : verdict_word(result->verdict));
    return false;
}

void explore_thread_name(struct text *out, unsigned thread)
{
    if (thread == 0)
        text_put(out, "main");
    else
        text_add(out, "T%u", thread);
}

char explore_letter(unsigned thread)
{
    static const char letters[] = "mabcdefghijklnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return thread < sizeof(letters) - 1 ? letters[thread] : '?';
}

/* --- the verdict ------------------------------------------------------------------------------ */

static size_t count_rank(const struct explore_result *result, unsigned rank)
{
    size_t n = 0;
    for (size_t i = 0; i < result->failure_count; i++)
        n += failure_rank(result->failures[i].kind) == rank;
    return n;
}

static void put_failed(struct text *out, const struct explore_result *result)
{
    size_t race_count = count_rank(result, 1), leak_count = count_rank(result, 2);
    bool is_only_race = race_count > 0 && race_count + leak_count == result->failure_count;
    /* Which of them is right, if it prints this and that, it does not say itself. */
    bool differs = result->outcome_count > 1;
    if (leak_count == result->failure_count && result->is_complete && differs)
        text_put(out, _("A LEAK: what it prints depends on the schedule, nothing else goes wrong, "
                        "and yet something is never given back"));
    else if (is_only_race && result->is_complete && differs)
        text_put(out, _("A DATA RACE: what it prints depends on the schedule, and C promises "
                        "nothing at all"));
    else if (leak_count == result->failure_count && result->is_complete)
        text_put(out, _("A LEAK: it comes out right on every schedule, and yet something is never "
                        "given back"));
    else if (leak_count == result->failure_count)
        text_put(out, _("A LEAK"));
    else if (is_only_race && result->is_complete)
        text_put(out, _("A DATA RACE: it comes out right on every schedule, and yet C promises "
                        "nothing"));
    else if (is_only_race)
        text_put(out, _("A DATA RACE"));
    else if (race_count == 0 && result->is_complete)
        text_put(out, _("WRONG, although there is no data race in it"));
    else
        text_put(out, _("WRONG"));
}

double explored_chance(const struct explore_result *result, unsigned order)
{
    const struct verdict_random *random = &result->random;
    if (random->threads == 0 || random->steps == 0 || order < 1 || order > VERDICT_ORDERS)
        return 0;
    double one = 1.0 / random->threads;
    for (unsigned i = 1; i < order; i++)
        one /= random->steps;
    double missed = 1, base = 1 - one;
    for (uint64_t runs = random->runs[order - 1]; runs > 0; runs /= 2, base *= base)
        missed *= runs % 2 ? base : 1;
    return 1 - missed;
}

/* Rounded down: it is a promise. */
static void put_percent(struct text *out, double chance)
{
    int tenths = chance < 0.999 ? (int)(chance * 1000) : 999; /* never certain */
    if (tenths < 10 || tenths > 990)
        text_add(out, "%d.%d %%", tenths / 10, tenths % 10);
    else
        text_add(out, "%d %%", tenths / 10);
}

void explored_chances(struct text *out, const struct explore_result *result)
{
    text_add(out,
             ngettext("with %u thread and up to %u steps, a failure that needs",
                      "with %u threads and up to %u steps, a failure that needs",
                      result->random.threads),
             result->random.threads, result->random.steps);
    for (unsigned order = 1; order <= VERDICT_ORDERS; order++) {
        text_add(out, order == 1 ? " %u" : ", %u", order);
    }
    text_put(out, _(" steps in a certain order is found with a probability of at least"));
    for (unsigned order = 1; order <= VERDICT_ORDERS; order++) {
        text_put(out, order == 1 ? " " : ", ");
        put_percent(out, explored_chance(result, order));
    }
}

static void put_exhausted(struct text *out, const struct explore_result *result)
{
    if (result->reason_count > 0)
        text_put(out, _("NO VERDICT: the program is not repeatable; nothing was found so far"));
    else if (result->executions > 0 && result->too_long == result->executions)
        text_put(out, _("NO VERDICT: the program makes too many steps, none of its executions came "
                        "to its end"));
    else if (result->bound >= 0)
        text_add(out,
                 ngettext("NO VERDICT: the budget is used up; nothing was found with up to %d "
                          "preemption, nor in what else was looked at",
                          "NO VERDICT: the budget is used up; nothing was found with up to %d "
                          "preemptions, nor in what else was looked at",
                          (unsigned long)result->bound),
                 result->bound);
    else
        text_put(out, _("NO VERDICT: the budget is used up; nothing was found so far"));
}

/* It comes from another process: any number may be there. */
static void put_refused(struct text *out, enum refused_kind kind)
{
    switch (kind) {
    case REFUSED_PROCESS:
        text_put(out, _("The explorer knows the threads of one process. "));
        break;
    case REFUSED_FILE:
        text_put(out, _("Files and input outlive an execution: give the program what it needs as "
                        "arguments, or in an array. "));
        break;
    case REFUSED_INPUT:
        text_put(out,
                 _("It reads what is typed: let it take that as arguments of main, which stand "
                   "behind its name. "));
        break;
    case REFUSED_DESCRIPTOR:
        text_put(out, _("Of descriptors the explorer knows pipes between threads: pipe, read, "
                        "write, close. "));
        break;
    default:
        break;
    }
}

void explored_advice(struct text *out, const struct explore_result *result)
{
    if (result->refusal) {
        put_refused(out, result->refused);
        text_put(out, _("conc-tutor run shows it as it really runs."));
        return;
    }
    if (result->draws && (result->verdict == VERDICT_PROVED || result->is_complete))
        text_add(out,
                 _("It draws random numbers (%s), the same in each execution: with others it may "
                   "end otherwise. Let an argument of main take their place, and try each."),
                 result->draws);
    bool is_sampled = result->verdict == VERDICT_SAMPLED;
    if (result->too_long > 0 && (is_sampled || result->verdict == VERDICT_EXHAUSTED)) {
        text_put_count(out, (int64_t)result->too_long);
        text_put(out, ngettext(" execution was cut off after ", " executions were cut off after ",
                               (unsigned long)result->too_long));
        text_put_count(out, (int64_t)result->steps_most);
        text_put(out, _(" steps. "));
    }
    if (result->verdict != VERDICT_EXHAUSTED)
        return;
    if (result->reason_count > 0) {
        text_put(out, _("Take out what is by chance: random numbers of the processor, memory that "
                        "was never set."));
        return;
    }
    text_put(out, _("Smaller arguments help most: fewer threads, fewer rounds."));
    if (result->too_long < result->executions)
        text_put(out, _(" --preemptions 1 looks at the simplest schedules only; --random 100000 at "
                        "some by chance, and says with what probability it finds a failure."));
}

void explored_sentence(struct text *out, const struct explore_result *result)
{
    switch (result->verdict) {
    case VERDICT_PROVED:
        text_put(out, _("PROVED: on every schedule there is, nothing goes wrong"));
        break;
    case VERDICT_BOUNDED:
        text_add(out,
                 ngettext("NOTHING FOUND with up to %d preemption; schedules with more were not "
                          "looked at",
                          "NOTHING FOUND with up to %d preemptions; schedules with more were not "
                          "looked at",
                          (unsigned long)result->bound),
                 result->bound);
        break;
    case VERDICT_SAMPLED:
        text_put(out, _("NOTHING FOUND in "));
        text_put_count(out, (int64_t)result->executions);
        text_put(out, _(" random schedules, which proves nothing"));
        break;
    case VERDICT_EXHAUSTED:
        put_exhausted(out, result);
        break;
    case VERDICT_FAILED:
        put_failed(out, result);
        break;
    default:
        text_put(out, result->is_part ? _("NOTHING FOUND in this part; --merge joins all parts")
                                      : _("nothing went wrong on this schedule"));
        break;
    }
}

/* --- threads ---------------------------------------------------------------------------------- */

static void put_place(struct text *out, const struct explore_thread *thread)
{
    if (*thread->where)
        text_add(out, " (%s)", thread->where);
}

/* What comes next, of the kinds that programs mostly do. %s: on what. */
static const struct {
    enum event_kind kind;
    const char *sentence;
} next_steps[] = {
    {K_MEM_READ, N_(": next it reads %s")},
    {K_MEM_WRITE, N_(": next it writes %s")},
    {K_ATOMIC_READ, N_(": next it reads %s atomically")},
    {K_ATOMIC_WRITE, N_(": next it writes %s atomically")},
    {K_ATOMIC_UPDATE, N_(": next it updates %s in one step")},
    {K_LOCK, N_(": next it locks %s")},
    {K_UNLOCK, N_(": next it unlocks %s")},
    {K_COND_WAIT, N_(": next it unlocks and sleeps on %s")},
    {K_COND_WOKEN, N_(": next it wakes from %s")},
    {K_COND_SIGNAL, N_(": next it signals %s")},
    {K_COND_BROADCAST, N_(": next it broadcasts %s")},
    {K_SEM_GOT, N_(": next it takes one from %s")},
    {K_SEM_POST, N_(": next it gives one to %s")},
    {K_THREAD_CREATE, N_(": next it creates a thread")},
    {K_THREAD_EXIT, N_(": next it ends")},
    {K_JOIN, N_(": next it joins a thread")},
    {K_PRINT, N_(": next it prints")},
    {K_PIPE, N_(": next it makes a pipe")},
    {K_READ, N_(": next it reads from a pipe")},
    {K_WRITE, N_(": next it writes to a pipe")},
    {K_CLOSE, N_(": next it closes the end of a pipe")},
};

static const char *object_of(const struct explore_thread *thread)
{
    return *thread->object ? thread->object : _("shared memory");
}

static void put_next(struct text *out, const struct explore_thread *thread)
{
    const char *object = object_of(thread);
    for (size_t i = 0; i < sizeof(next_steps) / sizeof(*next_steps); i++) {
        if (next_steps[i].kind != thread->kind)
            continue;
        const char *sentence = _(next_steps[i].sentence), *hole = strstr(sentence, "%s");
        text_put_bytes(out, sentence, hole ? (size_t)(hole - sentence) : strlen(sentence));
        if (hole)
            text_add(out, "%s%s", object, hole + 2);
        return;
    }
    text_add(out, _(": next is %s"), event_word(thread->kind));
}

static void put_blocked(struct text *out, const struct explore_thread *thread, unsigned n)
{
    struct text owner = {0};
    bool is_held = thread->owner != ~0u && thread->owner != n;
    if (is_held)
        explore_thread_name(&owner, thread->owner);
    if (is_held && *thread->object)
        text_add(out, _(" waits for %s, held by %s"), thread->object, text_get(&owner));
    else if (is_held)
        text_add(out, _(" waits for %s"), text_get(&owner));
    else if (thread->kind == K_READ)
        text_put(out, _(" waits for a pipe to have something in it"));
    else if (thread->kind == K_WRITE)
        text_put(out, _(" waits for a pipe to have room"));
    else if (thread->owner == n)
        text_add(out, _(" waits for %s, which it holds itself"),
                 *thread->object ? thread->object : _("a lock"));
    else
        text_add(out, _(" waits for %s"),
                 *thread->object ? thread->object : _("what has not happened"));
    text_release(&owner);
}

void explored_thread(struct text *out, const struct explore_result *result, unsigned n)
{
    const struct explore_thread *thread = &result->threads[n];
    explore_thread_name(out, n);
    switch (thread->state) {
    case THREAD_READY:
        if (thread->held)
            text_add(out, _(" has read %s = %s"), object_of(thread), thread->held);
        put_next(out, thread);
        put_place(out, thread);
        break;
    case THREAD_BLOCKED:
        put_blocked(out, thread, n);
        put_place(out, thread);
        break;
    case THREAD_PAUSED:
        text_put(out, _(" goes round in a loop, and nobody changes anything"));
        put_place(out, thread);
        break;
    case THREAD_ENDED:
        text_put(out, _(" has ended"));
        break;
    default:
        text_put(out, _(" is not there yet"));
        break;
    }
}

bool explored_was_slow(struct text *out, const struct explore_result *result)
{
    if (!result->backend_why || !*result->backend_why)
        return false;
    if (result->backend == BACKEND_PROCESSES)
        text_add(out,
                 _("each execution is a process of its own, which is slower: %s may remember "
                   "something"),
                 result->backend_why);
    else if (result->backend == BACKEND_THREADS)
        text_put(out, _("real threads take turns, which is slower: this machine lets no program "
                        "go from stack to stack"));
    return out->size > 0;
}
