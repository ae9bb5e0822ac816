/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search with reduction against one without: hundreds of small random programs (their seed is
 * fixed), each explored by partial-order reduction and by going through all schedules. Both have
 * to find the same outcomes and the same failures, and the former in as many executions as the
 * latter has seen different ones: no class is run twice, and none is left out.
 *
 * To look further: test_oracle SEED PROGRAMS
 */
#include "unit/engine/harness.h"
#include "unit/engine/scripts.h"

#define PROGRAMS     400
#define MANY         60000 /* executions without reduction: larger programs are not compared */
#define MANY_SIGNALS 10000
#define FOUND_MOST   (VERDICT_OUTCOMES + VERDICT_FAILURES)

static int programs = PROGRAMS, most = MANY;

/* --- programs that cancel --------------------------------------------------------------------- */

/* What waits may be asked to end. */
static void put_of_cancel(struct script *script, unsigned thread)
{
    static const enum action waits[] = {A_TAKE, A_WAIT, A_WAIT_TIMED, A_CANCEL_POINT, A_MEET,
                                        A_POST, A_SET,  A_SIGNAL,     A_PRINT,        A_BROADCAST};
    if (thread == 0 && draw(2))
        put(script, A_CANCEL, draw(2));
    else if (draw(3))
        put(script, waits[draw(sizeof(waits) / sizeof(*waits))], draw(2));
    else
        put_simple(script);
}

static void write_cancelling(char *words, size_t size)
{
    unsigned threads = 2 + (draw(2) == 0), each = threads == 2 ? 4 : 3;
    size_t at = 0;
    words[0] = '\0';
    for (unsigned i = 0; i < threads; i++) {
        struct script script = {.scale = 1};
        for (unsigned n = 1 + draw(each); n > 0; n--)
            put_of_cancel(&script, i);
        at += (size_t)snprintf(words + at, size - at, "%s%lu", i ? " " : "",
                               (unsigned long)script.number);
    }
}

/* --- what is found ---------------------------------------------------------------------------- */

struct found {
    char *lines[FOUND_MOST];
    size_t count;
    uint64_t distinct, executions;
    bool is_complete, is_cut;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void take(struct found *found)
{
    *found = (struct found){.distinct = verdict->distinct,
                            .executions = verdict->progress.executions,
                            .is_complete = verdict->is_complete};
    for (uint32_t i = 0; i < verdict->outcome_count; i++) {
        const struct verdict_outcome *outcome = &verdict->outcomes[i];
        found->lines[found->count++] = xasprintf("%d: %.*s", outcome->status, (int)outcome->size,
                                                 verdict->pool + outcome->output);
    }
    for (uint32_t i = 0; i < verdict->failure_count; i++) {
        const struct verdict_failure *failure = &verdict->failures[i];
        uint64_t low = failure->where, high = failure->other_where;
        if (failure->kind == FAILURE_RACE && low > high)
            low = failure->other_where, high = failure->where;
        found->is_cut |= failure->kind == FAILURE_MISUSE || failure->kind == FAILURE_ASSERTION;
        bool is_stuck = failure->kind == FAILURE_DEADLOCK;
        found->lines[found->count++] =
            xasprintf("failure %u at %lx and %lx, threads %lx", failure->kind, (unsigned long)low,
                      (unsigned long)high, is_stuck ? (unsigned long)failure->threads : 0);
    }
    qsort(found->lines, found->count, sizeof(*found->lines), by_text);
}

static void release(struct found *found)
{
    for (size_t i = 0; i < found->count; i++)
        free(found->lines[i]);
}

static void print_difference(const char *words, const struct found *a, const struct found *b)
{
    print_error("interpreter %s\n", words);
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        int order = i == a->count ? 1 : j == b->count ? -1 : strcmp(a->lines[i], b->lines[j]);
        if (order < 0)
            print_error("  only with reduction: %s\n", a->lines[i++]);
        else if (order > 0)
            print_error("  only without: %s\n", b->lines[j++]);
        else
            i++, j++;
    }
    print_error("  %lu executions, %lu different ones without reduction\n",
                (unsigned long)a->executions, (unsigned long)b->distinct);
}

/* How many executions the search with reduction makes, of those that differ. */
enum exactness {
    EXACTLY,
    AT_MOST, /* it ended in the middle: what of the others came before that and concerns nobody
              * makes no difference */
    ANY,     /* where it cannot be known beforehand whether a thread could have come earlier */
};

static bool are_same(const struct found *a, const struct found *b, enum exactness exactness)
{
    if (a->count != b->count || (exactness != ANY && a->executions > b->distinct) ||
        (exactness == EXACTLY && a->executions != b->distinct))
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (strcmp(a->lines[i], b->lines[i]) != 0)
            return false;
    return true;
}

static unsigned compared, different;
static uint64_t with, without;

static void compare(const char *words, enum exactness exactness)
{
    struct found proof, all;
    explore(&(struct ask){.words = words,
                          .ask = ASK_BOUNDED | ASK_ALL | ASK_COUNT,
                          .preemptions = 1000,
                          .executions = (uint64_t)most});
    take(&all);
    if (!all.is_complete) {
        release(&all);
        return;
    }
    explore(&(struct ask){.words = words, .ask = ASK_PROVE | ASK_ALL});
    take(&proof);
    assert_true(proof.is_complete);
    assert_int_equal(verdict->progress.diverged, 0);
    compared++;
    with += proof.executions;
    without += all.executions;
    if (exactness == EXACTLY && all.is_cut)
        exactness = AT_MOST;
    if (!are_same(&proof, &all, exactness) && ++different <= 10)
        print_difference(words, &proof, &all);
    release(&proof);
    release(&all);
}

/* These once differed: a wake-up that a lock kept back for ever; one of unknown cause; a lock that
 * one thread waits for in every execution; what waits for ever when the program ends. */
static void test_known(void **unused)
{
    (void)unused;
    compare("1701696810501861293 12027501", EXACTLY);
    compare("1438377 73680792", EXACTLY);
    compare("16552501328642109912 930213385966016861", EXACTLY);
    compare("16363589917648643928 936632979544387468 5453904267865", AT_MOST);
    assert_int_equal(compared, 4);
    assert_int_equal(different, 0);
}

static void test_random(void **unused)
{
    (void)unused;
    compared = different = 0;
    with = without = 0;
    for (int i = 0; i < programs; i++) {
        char words[128];
        bool is_cut = write_program(words, sizeof(words));
        compare(words, is_cut ? AT_MOST : EXACTLY);
    }
    print_message("%u programs: %lu executions, without reduction %lu\n", compared,
                  (unsigned long)with, (unsigned long)without);
    assert_int_equal(different, 0);
    assert_true(compared > (unsigned)programs / 2);
    assert_true(with < without);
}

static void test_cancelling(void **unused)
{
    (void)unused;
    compared = different = 0;
    with = without = 0;
    for (int i = 0; i < programs; i++) {
        char words[128];
        write_cancelling(words, sizeof(words));
        compare(words, ANY);
    }
    print_message("%u programs that cancel: %lu executions, without reduction %lu\n", compared,
                  (unsigned long)with, (unsigned long)without);
    assert_int_equal(different, 0);
    assert_true(compared > (unsigned)programs / 2);
    assert_true(with < without);
}

static void test_signals(void **unused)
{
    (void)unused;
    compared = different = 0;
    with = without = 0;
    has_signals = true;
    most = MANY_SIGNALS;
    for (int i = 0; i < programs / 4; i++) {
        char words[128];
        bool is_cut = write_program(words, sizeof(words));
        compare(words, is_cut ? AT_MOST : EXACTLY);
    }
    has_signals = false;
    print_message("%u programs with signals: %lu executions, without reduction %lu\n", compared,
                  (unsigned long)with, (unsigned long)without);
    assert_int_equal(different, 0);
    assert_true(compared > (unsigned)programs / 16);
    assert_true(with < without);
}

static int build_interpreter(void **unused)
{
    (void)unused;
    build_guest("interpreter.c");
    return 0;
}

static int drop_interpreter(void **unused)
{
    (void)unused;
    drop_guest();
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        state = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        programs = atoi(argv[2]);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_random),
                                       cmocka_unit_test(test_cancelling),
                                       cmocka_unit_test(test_signals)};
    return cmocka_run_group_tests(tests, build_interpreter, drop_interpreter);
}
