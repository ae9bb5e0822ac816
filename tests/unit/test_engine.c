/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The explorer's engine over small programs with known verdicts (engine/scenarios.c): which kind of
 * failure, with how few preemptions, in how many classes; and that every counterexample, replayed,
 * fails in the same way.
 */
#include <dlfcn.h>

#include "unit/engine/harness.h"

#define ANY (-1)

static int build_scenarios(void **state)
{
    (void)state;
    build_guest("scenarios.c");
    return 0;
}

static int drop_scenarios(void **state)
{
    (void)state;
    drop_guest();
    return 0;
}

/* Exact verdicts. */
static const struct row {
    const char *words;
    uint32_t verdict;  /* of ASK_PROVE | ASK_ALL */
    int classes;       /* ANY: not looked at */
    int failure;       /* enum failure_kind that is found, ANY none at all */
    int preemptions;   /* its fewest */
    uint32_t outcomes; /* different ones */
    bool races;        /* besides */
    bool is_large;     /* too many schedules to run them all */
    bool spins;
} rows[] = {
    {"lost 2", VERDICT_FAILED, 34, FAILURE_RACE, ANY, 1, true, false, false},
    {"lost 4", VERDICT_FAILED, 3334, FAILURE_RACE, ANY, 1, true, true, false},
    {"lost-claim 1", VERDICT_FAILED, 4, FAILURE_ASSERTION, 1, 2, true, false, false},
    {"locked 4 1", VERDICT_PROVED, 24, ANY, ANY, 1, false, false, false},
    {"locked 2 8", VERDICT_PROVED, 12870, ANY, ANY, 1, false, true, false},
    {"locked 3 3", VERDICT_PROVED, 1680, ANY, ANY, 1, false, true, false},
    {"constant 2 3", VERDICT_PROVED, 90, ANY, ANY, 1, false, true, false},
    {"independent", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"atomics 1", VERDICT_PROVED, 2, ANY, ANY, 1, false, false, false},
    {"atomics 4", VERDICT_PROVED, 70, ANY, ANY, 1, false, true, false},
    {"abba", VERDICT_FAILED, 3, FAILURE_DEADLOCK, 1, 2, false, false, false},
    {"gate", VERDICT_PROVED, 2, ANY, ANY, 1, false, false, false},
    {"self-deadlock", VERDICT_FAILED, 1, FAILURE_DEADLOCK, 0, 1, false, false, false},
    {"unlock-others", VERDICT_FAILED, 1, FAILURE_MISUSE, 0, 1, false, false, false},
    {"recursive", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"try", VERDICT_PROVED, 4, ANY, ANY, 2, false, false, false},
    {"philosophers 3 0", VERDICT_FAILED, 7, FAILURE_DEADLOCK, 1, 2, false, false, false},
    {"philosophers 3 1", VERDICT_PROVED, 6, ANY, ANY, 1, false, true, false},
    {"philosophers 5 1", VERDICT_PROVED, 30, ANY, ANY, 1, false, true, false},
    {"buffer 1", VERDICT_PROVED, ANY, ANY, ANY, 1, false, false, false},
    {"buffer-if", VERDICT_FAILED, ANY, FAILURE_ASSERTION, 0, 2, false, false, false},
    {"wake-all 1", VERDICT_PROVED, ANY, ANY, ANY, 1, false, false, false},
    {"wake-all 0", VERDICT_FAILED, ANY, FAILURE_DEADLOCK, 0, 2, false, false, false},
    {"missed", VERDICT_FAILED, 2, FAILURE_DEADLOCK, 0, 2, false, false, false},
    {"timed", VERDICT_PROVED, 3, ANY, ANY, 2, false, false, false},
    {"semaphore 1", VERDICT_PROVED, 2, ANY, ANY, 1, false, false, false},
    {"semaphore 2", VERDICT_FAILED, ANY, FAILURE_ASSERTION, 1, 2, true, false, false},
    {"barrier", VERDICT_PROVED, ANY, ANY, ANY, 1, false, false, false},
    {"once", VERDICT_PROVED, ANY, ANY, ANY, 1, false, false, false},
    {"readers", VERDICT_PROVED, ANY, ANY, ANY, 1, false, false, false},
    {"upgrade", VERDICT_FAILED, ANY, FAILURE_DEADLOCK, 0, 1, false, false, false},
    {"use-after-free", VERDICT_FAILED, 2, FAILURE_MISUSE, 0, 2, true, false, false},
    {"double-free", VERDICT_FAILED, 1, FAILURE_MISUSE, 0, 1, false, false, false},
    {"heap", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"local", VERDICT_FAILED, ANY, FAILURE_ASSERTION, 1, 2, true, false, false},
    {"tls", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"large", VERDICT_PROVED, 2, ANY, ANY, 1, false, false, false},
    {"null", VERDICT_FAILED, 1, FAILURE_CRASH, 0, 1, false, false, false},
    {"overflow", VERDICT_FAILED, 1, FAILURE_CRASH, 0, 1, false, false, false},
    {"exit 3", VERDICT_FAILED, 1, FAILURE_EXIT, 0, 1, false, false, false},
    {"print", VERDICT_PROVED, 2, ANY, ANY, 2, false, false, false},
    {"no-join", VERDICT_FAILED, 2, FAILURE_LEAK, 1, 2, false, false, false},
    {"late-failure", VERDICT_FAILED, 2, FAILURE_ASSERTION, 1, 2, false, false, false},
    {"main-ends", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"join-twice", VERDICT_FAILED, 1, FAILURE_MISUSE, 0, 1, false, false, false},
    {"c11", VERDICT_PROVED, 2, ANY, ANY, 1, false, false, false},
    {"signals", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
    {"killed", VERDICT_FAILED, 1, FAILURE_CRASH, 0, 1, false, false, false},
    {"strings", VERDICT_FAILED, 2, FAILURE_RACE, ANY, 1, true, false, false},
    {"spin 1", VERDICT_FAILED, 1, FAILURE_RACE, ANY, 1, true, false, true},
    {"spin 0", VERDICT_FAILED, 2, FAILURE_LIVELOCK, 0, 1, true, false, true},
    {"spin-lock", VERDICT_PROVED, 2, ANY, ANY, 1, false, true, true},
    {"try-loop", VERDICT_PROVED, ANY, ANY, ANY, 1, false, true, true},
    {"peterson 1 1", VERDICT_PROVED, 4, ANY, ANY, 1, false, true, true},
    {"peterson 2 1", VERDICT_PROVED, 198, ANY, ANY, 1, false, true, true},
    {"peterson 1 0", VERDICT_FAILED, ANY, FAILURE_ASSERTION, 1, 2, true, false, true},
    {"silent-loop", VERDICT_FAILED, 1, FAILURE_LIVELOCK, 0, 1, false, true, true},
    {"cleanup", VERDICT_PROVED, 1, ANY, ANY, 1, false, false, false},
};

static const struct verdict_failure *find_failure(int kind)
{
    for (uint32_t i = 0; i < verdict->failure_count; i++)
        if ((int)verdict->failures[i].kind == kind)
            return &verdict->failures[i];
    return NULL;
}

static void check_row(const struct row *row)
{
    const struct verdict_failure *failure = find_failure(row->failure);
    assert_int_equal(verdict->kind, row->verdict);
    assert_int_equal(verdict->is_complete, 1);
    assert_int_equal(verdict->outcome_count, row->outcomes);
    assert_int_equal(verdict->progress.diverged, 0);
    assert_int_equal(find_failure(FAILURE_RACE) != NULL, row->races);
    if (row->failure == ANY)
        assert_int_equal(verdict->failure_count, 0);
    else
        assert_non_null(failure);
}

static void test_proofs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct row *row = &rows[i];
        explore(&(struct ask){.words = row->words, .ask = ASK_PROVE | ASK_ALL});
        print_message("%s: %lu\n", row->words, (unsigned long)verdict->distinct);
        check_row(row);
        if (row->classes != ANY)
            assert_int_equal(verdict->distinct, row->classes);
        if (!row->spins)
            assert_int_equal(verdict->progress.blocked, 0);
    }
}

/* Without reduction: the same failures and outcomes, and the fewest preemptions. */
static void test_all_schedules(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct row *row = &rows[i];
        if (row->is_large)
            continue;
        explore(&(struct ask){.words = row->words,
                              .ask = ASK_BOUNDED | ASK_ALL,
                              .preemptions = row->failure == ANY ? 1000 : 4});
        if (row->verdict == VERDICT_PROVED)
            check_row(row);
        const struct verdict_failure *failure = find_failure(row->failure);
        if (row->failure != ANY)
            assert_non_null(failure);
        if (row->preemptions != ANY) {
            print_message("%s: %u preemptions\n", row->words, failure->preemptions);
            assert_int_equal(failure->preemptions, row->preemptions);
        }
    }
}

/* A schedule makes the same failure, each time. */
static void test_replays(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct row *row = &rows[i];
        if (row->failure == ANY)
            continue;
        explore(&(struct ask){.words = row->words, .ask = ASK_PROVE | ASK_ALL, .executions = 1000});
        const struct verdict_failure failure = *find_failure(row->failure);
        for (int times = 0; times < (row->spins ? 1 : 3); times++) {
            explore(&(struct ask){
                .words = row->words, .ask = ASK_REPLAY, .schedule = failure.schedule});
            const struct verdict_failure *again = find_failure(row->failure);
            assert_non_null(again);
            assert_int_equal(again->where, failure.where);
            if (!row->spins) { /* else it may go round once more */
                assert_int_equal(again->steps, failure.steps);
                assert_string_equal(again->schedule, failure.schedule);
            }
            assert_int_equal(verdict->progress.diverged, 0);
            assert_true(verdict->event_count > 2);
        }
    }
}

/* Of each kind of failure one, 100 times of 100: the same failure, and the same told about it,
 * event for event. */
static void test_replays_always(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int kind;
    } all[] = {{"lost 2", FAILURE_RACE},        {"lost-claim 1", FAILURE_ASSERTION},
               {"abba", FAILURE_DEADLOCK},      {"missed", FAILURE_DEADLOCK},
               {"spin 0", FAILURE_LIVELOCK},    {"null", FAILURE_CRASH},
               {"overflow", FAILURE_CRASH},     {"use-after-free", FAILURE_MISUSE},
               {"no-join", FAILURE_LEAK},       {"exit 3", FAILURE_EXIT},
               {"buffer-if", FAILURE_ASSERTION}};
    static struct event events[VERDICT_EVENTS];
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        explore(&(struct ask){.words = all[i].words, .ask = ASK_PROVE | ASK_ALL});
        assert_non_null(find_failure(all[i].kind));
        const struct verdict_failure failure = *find_failure(all[i].kind);
        uint32_t count = 0;
        for (int times = 0; times < 100; times++) {
            explore(&(struct ask){
                .words = all[i].words, .ask = ASK_REPLAY, .schedule = failure.schedule});
            const struct verdict_failure *again = find_failure(all[i].kind);
            assert_non_null(again);
            assert_int_equal(again->where, failure.where);
            assert_int_equal(again->threads, failure.threads);
            assert_int_equal(again->number, failure.number);
            assert_int_equal(verdict->progress.diverged, 0);
            if (times == 0) {
                count = verdict->event_count;
                memcpy(events, verdict->events, count * sizeof(*events));
            }
            assert_int_equal(verdict->event_count, count);
            assert_memory_equal(verdict->events, events, count * sizeof(*events));
        }
    }
}

/* Parts of a proof: none is done twice, none is left out. */
static void test_shards(void **state)
{
    (void)state;
    static const char *const all[] = {"lost 4", "locked 3 3",    "abba",        "buffer 1",
                                      "print",  "self-deadlock", "constant 2 3"};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        explore(&(struct ask){.words = all[i], .ask = ASK_PROVE | ASK_ALL});
        uint64_t classes = verdict->distinct, sum = 0, most = 0;
        uint32_t failures = verdict->failure_count, found = 0;
        for (uint32_t shard = 0; shard < 3; shard++) {
            explore(&(struct ask){
                .words = all[i], .ask = ASK_PROVE | ASK_ALL, .shard = shard, .shards = 3});
            assert_int_equal(verdict->is_complete, 1);
            sum += verdict->progress.classes;
            most = verdict->progress.classes > most ? verdict->progress.classes : most;
            found = verdict->failure_count > found ? verdict->failure_count : found;
        }
        print_message("%s: %lu of %lu in the largest\n", all[i], (unsigned long)most,
                      (unsigned long)classes);
        assert_int_equal(sum, classes);
        assert_int_equal(found, failures);
        if (classes > 50) /* or nothing is won by several */
            assert_true(most * 3 < classes * 2);
    }
}

/* Only what begins so: of 70 interleavings of 4 and 4 updates those that begin with two of one. */
static void test_prefix(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "atomics 4", .ask = ASK_PROVE | ASK_ALL});
    assert_int_equal(verdict->distinct, 70);
    char schedule[VERDICT_SCHEDULE_BYTES];
    explore(&(struct ask){.words = "atomics 4", .ask = ASK_REPLAY, .schedule = ""});
    memcpy(schedule, verdict->schedule, sizeof(schedule));
    char *first = strchr(schedule, 'a');
    assert_non_null(first);
    strcpy(first, "a2");
    explore(&(struct ask){.words = "atomics 4", .ask = ASK_PROVE | ASK_ALL, .schedule = schedule});
    assert_int_equal(verdict->distinct, 15);
}

/* However threads take turns: the same answers. */
static void test_back_ends(void **state)
{
    (void)state;
    for (enum verdict_backend b = BACKEND_FAST_SYSCALL; b < BACKENDS; b++)
        for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
            const struct row *row = &rows[i];
            if (row->is_large)
                continue;
            print_message("%s, back end %d\n", row->words, (int)b);
            explore(&(struct ask){.words = row->words, .ask = ASK_PROVE | ASK_ALL, .backend = b});
            check_row(row);
            assert_int_equal(verdict->backend, b);
            if (row->classes != ANY)
                assert_int_equal(verdict->distinct, row->classes);
        }
}

static void test_partial_deadlock(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "partial", .ask = ASK_PROVE});
    const struct verdict_failure *failure = find_failure(FAILURE_DEADLOCK);
    assert_non_null(failure);
    assert_true(failure->flags & FAILURE_PARTIAL);
    assert_int_equal(failure->threads, 6);
    explore(&(struct ask){.words = "missed", .ask = ASK_PROVE});
    failure = find_failure(FAILURE_DEADLOCK);
    assert_non_null(failure);
    assert_int_equal(failure->flags, FAILURE_LOST_WAKEUP);
}

static void test_spurious(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "buffer 1", .ask = ASK_PROVE | ASK_SPURIOUS});
    assert_int_equal(verdict->kind, VERDICT_PROVED);
    explore(&(struct ask){.words = "one-if", .ask = ASK_PROVE});
    assert_int_equal(verdict->kind, VERDICT_PROVED);
    explore(&(struct ask){.words = "one-if", .ask = ASK_PROVE | ASK_SPURIOUS});
    assert_int_equal(verdict->kind, VERDICT_FAILED);
    assert_non_null(find_failure(FAILURE_ASSERTION));
}

/* What the headers of threads declare is handled or refused, or does nothing that others notice. */
static void test_headers(void **state)
{
    (void)state;
    static const char *const harmless[] = {
        "pthread_atfork",
        "pthread_attr_destroy",
        "pthread_attr_getaffinity_np",
        "pthread_attr_getdetachstate",
        "pthread_attr_getguardsize",
        "pthread_attr_getinheritsched",
        "pthread_attr_getschedparam",
        "pthread_attr_getschedpolicy",
        "pthread_attr_getscope",
        "pthread_attr_getsigmask_np",
        "pthread_attr_getstack",
        "pthread_attr_getstackaddr",
        "pthread_attr_getstacksize",
        "pthread_attr_init",
        "pthread_attr_setaffinity_np",
        "pthread_attr_setdetachstate",
        "pthread_attr_setguardsize",
        "pthread_attr_setinheritsched",
        "pthread_attr_setschedparam",
        "pthread_attr_setschedpolicy",
        "pthread_attr_setscope",
        "pthread_attr_setsigmask_np",
        "pthread_attr_setstack",
        "pthread_attr_setstackaddr",
        "pthread_attr_setstacksize",
        "pthread_barrierattr_destroy",
        "pthread_barrierattr_getpshared",
        "pthread_barrierattr_init",
        "pthread_barrierattr_setpshared",
        "pthread_condattr_destroy",
        "pthread_condattr_getclock",
        "pthread_condattr_getpshared",
        "pthread_condattr_init",
        "pthread_condattr_setclock",
        "pthread_condattr_setpshared",
        "pthread_equal",
        "pthread_getaffinity_np",
        "pthread_getattr_default_np",
        "pthread_getattr_np",
        "pthread_getconcurrency",
        "pthread_getcpuclockid",
        "pthread_getname_np",
        "pthread_getschedparam",
        "pthread_mutex_getprioceiling",
        "pthread_mutexattr_destroy",
        "pthread_mutexattr_getprioceiling",
        "pthread_mutexattr_getprotocol",
        "pthread_mutexattr_getpshared",
        "pthread_mutexattr_getrobust",
        "pthread_mutexattr_getrobust_np",
        "pthread_mutexattr_gettype",
        "pthread_mutexattr_init",
        "pthread_mutexattr_setprioceiling",
        "pthread_mutexattr_setprotocol",
        "pthread_mutexattr_setpshared",
        "pthread_mutexattr_setrobust",
        "pthread_mutexattr_settype",
        "pthread_rwlockattr_destroy",
        "pthread_rwlockattr_getkind_np",
        "pthread_rwlockattr_getpshared",
        "pthread_rwlockattr_init",
        "pthread_rwlockattr_setkind_np",
        "pthread_rwlockattr_setpshared",
        "pthread_self",
        "pthread_setaffinity_np",
        "pthread_setattr_default_np",
        "pthread_setconcurrency",
        "pthread_setname_np",
        "pthread_setschedparam",
        "pthread_setschedprio",
        "pthread_yield",
        "thrd_current",
        "thrd_equal",
    };
    char *path = library_path();
    void *library = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
    assert_non_null(library);
    FILE *names =
        popen("printf '#include <pthread.h>\\n#include <semaphore.h>\\n#include <threads.h>\\n' |"
              "${CC:-cc} -D_GNU_SOURCE -E - | "
              "grep -oE '\\b(pthread|sem|thrd|mtx|cnd|tss|call)_[a-z0-9_]+ *\\(' |"
              "tr -d ' (' | sort -u",
              "r");
    assert_non_null(names);
    char name[256];
    int seen = 0;
    while (fscanf(names, "%255s", name) == 1) {
        seen++;
        size_t i = 0;
        while (i < sizeof(harmless) / sizeof(*harmless) && strcmp(harmless[i], name) != 0)
            i++;
        Dl_info info = {0};
        void *function = dlsym(library, name);
        bool is_ours = function && dladdr(function, &info) && strstr(info.dli_fname, "explore");
        if (i == sizeof(harmless) / sizeof(*harmless) && !is_ours)
            fail_msg("%s is neither handled nor refused", name);
    }
    (void)pclose(names);
    assert_true(seen > 100);
    (void)dlclose(library);
    free(path);
}

static void test_stop(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "abba", .ask = ASK_REPLAY | ASK_STOP, .schedule = "m2"});
    assert_string_equal(verdict->schedule, "m2");
    assert_int_equal(verdict->threads[0].state, THREAD_READY);
    assert_int_equal(verdict->threads[1].state, THREAD_READY);
    assert_int_equal(verdict->threads[1].kind, K_LOCK);
    assert_true(verdict->threads[1].object != 0);
}

static void test_random(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "abba", .ask = ASK_RANDOM, .executions = 10000});
    assert_int_equal(verdict->kind, VERDICT_FAILED);
    assert_non_null(find_failure(FAILURE_DEADLOCK));
    explore(&(struct ask){.words = "gate", .ask = ASK_RANDOM, .executions = 1000});
    assert_int_equal(verdict->kind, VERDICT_SAMPLED);
    assert_int_equal(verdict->progress.executions, 1000);
}

/* As often as it is promised: with n threads and k steps, 1 in n * k ^ (order - 1) of those that
 * look for that order. Half of it, since it is chance; and twice the same, since it is not. */
static void test_random_promise(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        unsigned order;
    } all[] = {{"lost-claim 1", 2}, {"abba", 2}, {"philosophers 3 0", 3}, {"missed", 1}};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        uint64_t failed = 0, before = 0;
        for (int times = 0; times < 2; times++) {
            explore(&(struct ask){
                .words = all[i].words, .ask = ASK_RANDOM | ASK_ALL, .executions = 30000});
            failed = 0;
            for (uint32_t k = 0; k < verdict->outcome_count; k++)
                failed += verdict->outcomes[k].status == 0 ? 0 : verdict->outcomes[k].count;
            assert_true(times == 0 || failed == before);
            before = failed;
        }
        double promised = (double)verdict->random.runs[all[i].order - 1] / verdict->random.threads;
        for (unsigned order = 1; order < all[i].order; order++)
            promised /= verdict->random.steps;
        print_message("%s: %lu failed, %.0f promised\n", all[i].words, (unsigned long)failed,
                      promised);
        assert_true(verdict->random.runs[all[i].order - 1] > 9000);
        assert_true((double)failed >= promised / 2);
    }
}

static void test_refusal(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "fork", .ask = ASK_PROVE});
    assert_int_equal(verdict->state, VERDICT_REFUSED);
    assert_string_equal(verdict->text, "fork");
    assert_true(verdict->where != 0);
}

static void test_limits(void **state)
{
    (void)state;
    explore(&(struct ask){.words = "locked 3 3", .ask = ASK_PROVE, .executions = 100});
    assert_int_equal(verdict->kind, VERDICT_EXHAUSTED);
    assert_int_equal(verdict->progress.executions, 100);
    explore(&(struct ask){.words = "locked 3 3", .ask = ASK_BOUNDED, .preemptions = 1});
    assert_int_equal(verdict->kind, VERDICT_BOUNDED);
    assert_int_equal(verdict->preemption_bound, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_proofs),   cmocka_unit_test(test_all_schedules),
        cmocka_unit_test(test_replays),  cmocka_unit_test(test_replays_always),
        cmocka_unit_test(test_refusal),  cmocka_unit_test(test_shards),
        cmocka_unit_test(test_prefix),   cmocka_unit_test(test_stop),
        cmocka_unit_test(test_headers),  cmocka_unit_test(test_back_ends),
        cmocka_unit_test(test_spurious), cmocka_unit_test(test_partial_deadlock),
        cmocka_unit_test(test_random),   cmocka_unit_test(test_random_promise),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, build_scenarios, drop_scenarios);
}
