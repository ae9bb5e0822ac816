/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Executions that begin in the middle against executions that all begin at main: hundreds of small
 * random programs (their seed is fixed), each explored both ways. Everything that is found has to
 * be the same, in the same order: so each execution was.
 *
 * To look further: test_resume SEED PROGRAMS
 */
#include "unit/engine/harness.h"
#include "unit/engine/scripts.h"

#define PROGRAMS 150
#define MANY     5000 /* executions of a program */

static int programs = PROGRAMS;
static struct verdict *first; /* what was found without */
static uint64_t resumed, executions;

/* Both have found `what`. */
#define SAME(what) assert_memory_equal(&first->what, &verdict->what, sizeof(verdict->what))

static void compare(const char *words, uint32_t ask)
{
    struct ask both = {
        .words = words, .ask = ask | ASK_ALL, .preemptions = 1000, .executions = MANY};
    both.backend = BACKEND_FAST; /* each thread with a storage of its own: not resumed */
    explore(&both);
    assert_int_equal(verdict->progress.resumed, 0);
    memcpy(first, verdict, offsetof(struct verdict, events));
    both.backend = BACKEND_AUTO;
    explore(&both);
    resumed += verdict->progress.resumed;
    executions += verdict->progress.executions;
    SAME(kind);
    SAME(is_complete);
    SAME(preemption_bound);
    SAME(distinct);
    SAME(progress.executions);
    SAME(progress.classes);
    SAME(progress.steps);
    SAME(progress.blocked);
    SAME(progress.diverged);
    SAME(progress.restarts);
    SAME(outcome_count);
    SAME(outcomes);
    SAME(pool);
    SAME(failure_count);
    SAME(failures);
}

static void test_random(void **unused)
{
    (void)unused;
    resumed = executions = 0;
    for (int i = 0; i < programs; i++) {
        char words[128];
        has_heap = i % 2;
        (void)write_program(words, sizeof(words));
        print_message("%s\n", words);
        compare(words, ASK_PROVE);
        compare(words, ASK_BOUNDED);
        compare(words, ASK_PROVE | ASK_SPURIOUS);
    }
    print_message("%d programs: %lu executions, %lu of all resumed\n", programs,
                  (unsigned long)executions, (unsigned long)resumed);
    assert_true(resumed > executions / 2);
}

static int build_plain(void **unused)
{
    (void)unused;
    build_guest("plain.c");
    first = calloc(1, sizeof(*first));
    return first ? 0 : -1;
}

static int drop_plain(void **unused)
{
    (void)unused;
    free(first);
    drop_guest();
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1)
        state = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        programs = atoi(argv[2]);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random)};
    return cmocka_run_group_tests(tests, build_plain, drop_plain);
}
