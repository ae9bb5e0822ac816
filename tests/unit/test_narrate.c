/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each kind of event as a sentence, with everything known and with nothing known; and as JSON.
 */
#include "core/trace/kind.h"
#include "story.h"

#include <errno.h>
#include <signal.h>

#include "core/base/text.h"
#include "core/symbols/value.h"

static void assert_says(const struct trace *trace, size_t i, const char *expected)
{
    struct model *before = model_new(trace);
    model_seek(before, i);
    struct text text = {0};
    narrate(&text, trace, before, i);
    assert_string_equal(text_get(&text), expected);
    text_release(&text);
    model_free(before);
}

/* A handle is used again after a join: which thread it means, its name says before it has begun. */
static void a_thread_to_come_is_called_by_its_name(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    uint32_t first = story_object(trace, "T1", 0x7009, GROUP_TASK, "", 0);
    trace_change_lane(trace, T1)->handle = trace_change_lane(trace, T2)->handle = 0x7009;
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    size_t i = tell(trace, MAIN, K_JOIN_WAIT, first, 0, 0, 12, 0);
    assert_says(trace, i, "main waits for T1 to end");
    uint32_t third = story_object(trace, "T3", 0x7009, GROUP_TASK, "", 0);
    i = tell(trace, MAIN, K_JOIN_WAIT, third, 0, 0, 12, 0);
    assert_says(trace, i, "main waits for T3 to end");
    trace_free(trace);
}

/* A pthread_t is a number that says nothing: whose handle it is does, while that is one thread's.
 */
static void a_handle_in_a_variable_is_a_thread(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    story_object(trace, "T1", 0x7009, GROUP_TASK, "", 0);
    uint32_t mine = story_object(trace, "mine", 0x1600, GROUP_MEMORY, "pthread_t", 8);
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    size_t i = tell(trace, MAIN, K_MEM_WRITE, mine, 0x7009, 8, 12, EVENT_VALUE);
    assert_says(trace, i, "main writes mine = T1");
    i = tell(trace, MAIN, K_MEM_WRITE, mine, 0x7777, 8, 12, EVENT_VALUE);
    assert_says(trace, i, "main writes mine = 0x7777");
    story_object(trace, "T3", 0x7009, GROUP_TASK, "", 0);
    i = tell(trace, MAIN, K_MEM_READ, mine, 0x7009, 8, 12, EVENT_VALUE);
    assert_says(trace, i, "main reads mine = 0x7009");
    trace_free(trace);
}

/* The last event's text is set. */
static size_t tell_text(struct trace *trace, uint32_t lane, enum event_kind kind, int64_t a,
                        int64_t b, const char *bytes, size_t n)
{
    struct event event = {.clock = 1000 * (trace_count(trace) + 1),
                          .a = a,
                          .b = b,
                          .pid = STORY_PID,
                          .tid = STORY_PID + lane - 1,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .text = trace_add_text(trace, bytes, n)};
    trace_append(trace, &event);
    return trace_count(trace) - 1;
}

static void sentences_name_who_and_what(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    size_t i = tell(trace, T2, K_LOCK, LOCK, 0, 0, 12, EVENT_AT_ONCE);
    assert_says(trace, i, "T2 locks lock");
    assert_says(trace, i + 1 - 3, "T1 starts");
    i = tell(trace, T1, K_LOCK_WAIT, LOCK, 0, 0, 12, 0);
    assert_says(trace, i, "T1 waits for lock, held by T2");
    i = tell(trace, T2, K_LOCK_WAIT, LOCK, 0, 0, 12, 0);
    assert_says(trace, i, "T2 waits for lock, held by itself");
    i = tell(trace, T1, K_LOCK_WAIT, LOCK_B, 0, 0, 12, 0);
    assert_says(trace, i, "T1 waits for lock_b");
    i = tell(trace, T1, K_LOCK_BUSY, LOCK_B, 0, 0, 12, 0);
    assert_says(trace, i, "T1 tries lock_b: it is held");
    i = tell(trace, MAIN, K_JOIN_WAIT, HANDLE2, 0, 0, 12, 0);
    assert_says(trace, i, "main waits for T2 to end");
    i = tell(trace, MAIN, K_SLEEP, 0, 1500000, 0, 12, 0);
    assert_says(trace, i, "main sleeps for 1.50 ms");
    i = tell(trace, MAIN, K_LOCK, 0, 0, 0, 0, 0);
    assert_says(trace, i, "main locks ?");
    i = tell(trace, T1, K_COND_WOKEN, 0, 0, 0, 0, 0);
    assert_says(trace, i, "T1 is awake again and holds its lock");
    i = tell(trace, T1, K_COND_WOKEN, 0, 0, ETIMEDOUT, 0, 0);
    assert_says(trace, i, "T1 is awake again and holds its lock (its time was over)");
    i = tell(trace, 0, K_YIELD, 0, 0, 0, 0, 0);
    assert_says(trace, i, "? offers its core to others");
    i = tell(trace, T1, K_LOST, 0, 1234567, 0, 0, 0);
    assert_says(trace, i, "1,234,567 events of T1 did not fit and were counted, not kept");
    i = tell(trace, T1, K_SWITCH_IN, 0, 0, 0, 0, 0);
    assert_says(trace, i, "");
    trace_free(trace);
}

static void values_are_those_of_the_type(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    static const struct {
        const char *type;
        int64_t raw, size;
        const char *shown;
    } values[] = {
        {"int", 0xffffffff, 4, "-1"},
        {"unsigned int", 0xffffffff, 4, "4294967295"},
        {"int8_t", 0x80, 1, "-128"},
        {"uint8_t", 0x80, 1, "128"},
        {"const volatile int", 0xfffffffe, 4, "-2"},
        {"_Bool", 1, 1, "true"},
        {"char *", 0, 8, "NULL"},
        {"char *", 0x7f00, 8, "0x7f00"},
        {"double", 0x3ff8000000000000, 8, "1.5"},
        {"float", 0x3fc00000, 4, "1.5"},
        {"size_t", -1, 8, "18446744073709551615"},
        {"long int", -1, 8, "-1"},
        {"", 0xffff, 2, "-1"},
        {"int", 7, 0, "7"},
        {"int", 7, 99, "7"},
        {"int", 7, -4, "7"},
    };
    for (size_t v = 0; v < sizeof(values) / sizeof(*values); v++) {
        uint32_t object = story_object(trace, "x", 0x9000 + v, GROUP_MEMORY, values[v].type,
                                       (uint16_t)values[v].size);
        size_t i =
            tell(trace, T1, K_MEM_READ, object, values[v].raw, values[v].size, 5, EVENT_VALUE);
        char expected[128];
        snprintf(expected, sizeof(expected), "T1 reads x = %s", values[v].shown);
        assert_says(trace, i, expected);
    }
    size_t i = tell(trace, T1, K_MEM_WRITE, COUNTER, 5, 4, 5, 0);
    assert_says(trace, i, "T1 writes counter");
    i = tell(trace, T1, K_ATOMIC_UPDATE, COUNTER, 5, 4, 5, EVENT_VALUE);
    assert_says(trace, i, "T1 updates counter to 5 in one step");
    i = tell(trace, T1, K_MEM_WRITE, COUNTER, 5, 4, 5, EVENT_AT_GATE);
    assert_says(trace, i, "next: T1 writes counter");
    trace_free(trace);
}

static void what_a_program_says_is_quoted_and_harmless(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    assert_says(trace, tell_text(trace, T1, K_PRINT, 1, 3, "a\"\n", 3), "T1 prints \"a\\\"\\n\"");
    assert_says(trace, tell_text(trace, T1, K_FAILED, EPERM, 0, "pthread_mutex_unlock", 20),
                "T1: pthread_mutex_unlock failed: Operation not permitted");
    assert_says(trace, tell_text(trace, T1, K_FAILED, 0, 0, "f", 1), "T1: f failed");
    assert_says(trace, tell_text(trace, T1, K_NOTED, 0, 0, "two cores\033[2J", 13),
                "two cores?[2J");
    assert_says(trace, tell_text(trace, MAIN, K_ASSERT, 0, 0, "n == 2", 6),
                "main: the claim \"n == 2\" does not hold");
    assert_says(trace, tell_text(trace, MAIN, K_ASSERT, 0, 0, "", 0),
                "main: the claim does not hold");
    uint32_t evil = story_object(trace, "x\033]0;y\a\xc2\x9bz", 0x8000, GROUP_LOCK, "", 0);
    assert_says(trace, tell(trace, T1, K_LOCK, evil, 0, 0, 0, 0), "T1 locks x?]0;y??z");
    trace_free(trace);
}

static void signals_and_ends_have_words(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    assert_says(trace, tell(trace, MAIN, K_ENDED, 0, 0, 0, 0, 0), "main returned 0");
    assert_says(trace, tell(trace, MAIN, K_ENDED, 0, 0, 3 << 8, 0, 0), "main returned 3");
    assert_says(trace, tell(trace, MAIN, K_ENDED, 0, 0, SIGSEGV, 0, 0),
                "main was killed by SIGSEGV (Segmentation fault)");
    assert_says(trace, tell(trace, MAIN, K_WAITED, 0, STORY_PID, SIGKILL, 0, 0),
                "main has collected its child main, which was killed by SIGKILL (Killed)");
    assert_says(trace, tell(trace, MAIN, K_WAITED, 0, 4321, 0, 0, 0),
                "main has collected its child process 4321, which returned 0");
    assert_says(trace, tell(trace, MAIN, K_KILL, 0, -1, SIGTERM, 0, 0),
                "main sends SIGTERM (Terminated) to every process");
    assert_says(trace, tell(trace, MAIN, K_KILL, 0, -77, 9999, 0, 0),
                "main sends signal 9999 to process group 77");
    assert_says(trace, tell(trace, MAIN, K_RAISE, 0, 0, INT64_MIN, 0, 0),
                "main sends itself signal 0");
    struct text text = {0};
    narrate_signal(&text, SIGRTMIN + 2);
    assert_string_equal(text_get(&text), "SIGRTMIN+2");
    text_release(&text);
    trace_free(trace);
}

static void nothing_is_known_and_yet_it_reads_well(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    for (int kind = 0; kind < K_COUNT; kind++) {
        if (kind == K_TEXT)
            continue;
        trace_append(trace, &(struct event){.kind = (uint16_t)kind});
        size_t i = trace_count(trace) - 1;
        struct text text = {0};
        narrate(&text, trace, NULL, i);
        assert_int_equal(text.size > 0 || kind == K_NOTED,
                         event_is_narrated((enum event_kind)kind));
        if (text.size) {
            assert_null(strpbrk(text.data, "{}[]"));
            assert_null(strstr(text.data, "  "));
            assert_null(strstr(text.data, " ,"));
        }
        assert_true(*event_word((enum event_kind)kind));
        text_release(&text);
    }
    trace_free(trace);
}

static void json_has_the_promised_fields(void **unused)
{
    (void)unused;
    struct trace *trace = story_new();
    begin(trace);
    tell(trace, T2, K_LOCK, LOCK, 0, 0, 12, EVENT_AT_ONCE);
    size_t i = tell(trace, T1, K_LOCK_WAIT, LOCK, 0, 0, 12, 0);
    struct model *before = model_new(trace);
    model_seek(before, i);
    struct text text = {0};
    event_json(&text, trace, before, i);
    assert_string_equal(text_get(&text),
                        "{\"ns\":5000,\"pid\":100,\"tid\":101,\"lane\":\"T1\",\"cpu\":0,"
                        "\"kind\":\"lock-wait\",\"object\":\"lock\",\"where\":\"race.c:12\","
                        "\"text\":\"T1 waits for lock, held by T2\",\"owner\":\"T2\"}");
    text_clear(&text);
    i = tell(trace, T1, K_MEM_READ, COUNTER, 0xffffffff, 4, 0, EVENT_VALUE);
    event_json(&text, trace, before, i);
    assert_string_equal(text_get(&text),
                        "{\"ns\":6000,\"pid\":100,\"tid\":101,\"lane\":\"T1\",\"cpu\":0,"
                        "\"kind\":\"read-var\",\"object\":\"counter\",\"where\":\"\","
                        "\"text\":\"T1 reads counter = -1\",\"value\":-1,\"size\":4}");
    text_clear(&text);
    i = tell_text(trace, T1, K_PRINT, 1, 4, "\xff\"\n\0", 4);
    event_json(&text, trace, before, i);
    assert_non_null(strstr(text_get(&text), "\"descriptor\":1,\"bytes\":4,"
                                            "\"data\":\"\\ufffd\\\"\\n\\u0000\"}"));
    uint32_t real = story_object(trace, "d", 0x9000, GROUP_MEMORY, "double", 8);
    text_clear(&text);
    i = tell(trace, T1, K_MEM_READ, real, 0x7ff0000000000000, 8, 0, EVENT_VALUE);
    event_json(&text, trace, before, i); /* JSON has no infinity */
    assert_null(strstr(text_get(&text), "\"value\""));
    text_release(&text);
    model_free(before);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_to_come_is_called_by_its_name),
        cmocka_unit_test(a_handle_in_a_variable_is_a_thread),
        cmocka_unit_test(sentences_name_who_and_what),
        cmocka_unit_test(values_are_those_of_the_type),
        cmocka_unit_test(what_a_program_says_is_quoted_and_harmless),
        cmocka_unit_test(signals_and_ends_have_words),
        cmocka_unit_test(nothing_is_known_and_yet_it_reads_well),
        cmocka_unit_test(json_has_the_promised_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
