/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages in the model: which descriptor is which end, who sent what is read, why nothing can be
 * read or written any more. Processes: main is pid 100; P1 and P2 are its children.
 */
#include "story.h"

#include <errno.h>
#include <signal.h>

#include "core/trace/message.h"

enum { P1 = 4, P2 = 5, PID1 = 201, PID2 = 202 };

static void add_process(struct trace *trace, const char *name, uint32_t pid, uint32_t ordinal)
{
    struct lane lane = {.pid = pid,
                        .tid = pid,
                        .parent = MAIN,
                        .name = story_text(trace, name),
                        .ordinal = ordinal,
                        .is_process = 1};
    trace_add_lane(trace, &lane);
}

static struct trace *family(void)
{
    struct trace *trace = story_new();
    add_process(trace, "P1", PID1, 1);
    add_process(trace, "P2", PID2, 2);
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    return trace;
}

static size_t say(struct trace *trace, uint32_t lane, enum event_kind kind, int64_t a, int64_t b)
{
    return tell(trace, lane, kind, 0, a, b, 0, 0);
}

static size_t say_bytes(struct trace *trace, uint32_t lane, enum event_kind kind, int64_t fd,
                        const char *bytes)
{
    struct event event = {.clock = 1000 * (trace_count(trace) + 1),
                          .a = fd,
                          .b = (int64_t)strlen(bytes),
                          .pid = trace_lane(trace, lane)->pid,
                          .tid = trace_lane(trace, lane)->tid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .text = story_text(trace, bytes)};
    trace_append(trace, &event);
    return trace_count(trace) - 1;
}

static void write_all(struct trace *trace, uint32_t lane, int64_t fd, const char *bytes)
{
    say(trace, lane, K_WRITE_WAIT, fd, (int64_t)strlen(bytes));
    say_bytes(trace, lane, K_WRITE, fd, bytes);
}

static void fork_child(struct trace *trace, uint32_t lane, int64_t pid)
{
    say(trace, MAIN, K_FORK, 0, 0);
    say(trace, MAIN, K_FORK_PARENT, pid, 0);
    say(trace, lane, K_FORK_CHILD, STORY_PID, 0);
}

/* main makes pipe 1 (3, 4) and two children, and closes both ends. */
static struct trace *family_with_pipe(void)
{
    struct trace *trace = family();
    say(trace, MAIN, K_PIPE, 3, 4);
    fork_child(trace, P1, PID1);
    fork_child(trace, P2, PID2);
    say(trace, MAIN, K_CLOSE, 3, 0);
    say(trace, MAIN, K_CLOSE, 4, 0);
    return trace;
}

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

static void assert_explains(const struct trace *trace, uint32_t lane, const char *expected)
{
    struct model *model = at_end(trace);
    struct text text = {0};
    model_explain(model, lane, &text);
    assert_string_equal(text_get(&text), expected);
    text_release(&text);
    model_free(model);
}

static void assert_lanes(const struct trace *trace, const struct model *model, uint32_t flow,
                         enum flow_side side, const char *expected)
{
    uint32_t lanes[8];
    struct text text = {0};
    size_t n = model_flow_lanes(model, flow, side, lanes, 8);
    for (size_t i = 0; i < n; i++)
        text_add(&text, "%s%s", i ? " " : "", trace_text(trace, trace_lane(trace, lanes[i])->name));
    assert_string_equal(text_get(&text), expected);
    text_release(&text);
}

/* --- ends ---------------------------------------------------------------------------------- */

static void children_inherit_and_close_their_own(void **unused)
{
    (void)unused;
    struct trace *trace = family();
    say(trace, MAIN, K_PIPE, 3, 4);
    fork_child(trace, P1, PID1);
    struct model *model = at_end(trace);
    assert_int_equal(model_flows(model), 1);
    assert_lanes(trace, model, 1, FLOW_READS, "main P1");
    assert_lanes(trace, model, 1, FLOW_WRITES, "main P1");
    say(trace, P1, K_CLOSE, 3, 0);
    say(trace, MAIN, K_CLOSE, 4, 0);
    model_seek(model, trace_count(trace));
    assert_lanes(trace, model, 1, FLOW_READS, "main");
    assert_lanes(trace, model, 1, FLOW_WRITES, "P1");
    assert_int_equal(model_flow_at(model, PID1, 4, FLOW_WRITES), 1);
    assert_int_equal(model_flow_at(model, PID1, 4, FLOW_READS), 0);
    assert_int_equal(model_flow_at(model, PID1, 3, FLOW_READS), 0);
    model_seek(model, 2); /* the past is as it was */
    assert_lanes(trace, model, 1, FLOW_READS, "main");
    assert_lanes(trace, model, 1, FLOW_WRITES, "main");
    model_seek(model, 1);
    assert_int_equal(model_flows(model), 0);
    model_free(model);
    trace_free(trace);
}

/* What the parent does between its fork and the child's first word is not the child's. */
static void a_child_inherits_what_there_was_at_the_fork(void **unused)
{
    (void)unused;
    struct trace *trace = family();
    say(trace, MAIN, K_PIPE, 3, 4);
    say(trace, MAIN, K_FORK, 0, 0);
    say(trace, MAIN, K_FORK_PARENT, PID1, 0);
    say(trace, MAIN, K_CLOSE, 3, 0);
    say(trace, MAIN, K_FORK, 0, 0);
    say(trace, MAIN, K_FORK_PARENT, PID2, 0);
    say(trace, MAIN, K_CLOSE, 4, 0);
    size_t i = say(trace, MAIN, K_WRITE_WAIT, 4, 1); /* bad, but not because nobody could read */
    assert_says(trace, i, "main writes 1 byte to descriptor 4");
    struct model *between = at_end(trace);
    assert_true(model_flow_is_open(between, 1, FLOW_READS));
    assert_true(model_flow_is_open(between, 1, FLOW_WRITES));
    model_free(between);
    say(trace, P2, K_FORK_CHILD, STORY_PID, 0); /* the younger comes first */
    say(trace, P1, K_FORK_CHILD, 1, 0);         /* and the elder after its parent's death */
    struct model *model = at_end(trace);
    assert_lanes(trace, model, 1, FLOW_READS, "P1");
    assert_lanes(trace, model, 1, FLOW_WRITES, "P1 P2");
    model_free(model);
    trace_free(trace);
}

static void dup_exec_and_exit(void **unused)
{
    (void)unused;
    struct trace *trace = family();
    say(trace, MAIN, K_PIPE, 3, 4);
    tell(trace, MAIN, K_PIPE, 0, 5, 6, 0, EVENT_CLOSES_ON_EXEC);
    fork_child(trace, P1, PID1);
    say(trace, P1, K_DUP, 3, 0);
    say(trace, P1, K_DUP, 9, 4); /* of something that is no pipe: 4 is none any more */
    say(trace, P1, K_EXEC, 0, 0);
    say(trace, P1, K_PROCESS_START, STORY_PID, 0);
    struct model *model = at_end(trace);
    assert_int_equal(model_flow_at(model, PID1, 0, FLOW_READS), 1);
    assert_lanes(trace, model, 1, FLOW_WRITES, "main");
    assert_lanes(trace, model, 2, FLOW_READS, "main");
    say(trace, P1, K_PROCESS_EXIT, 0, 0);
    model_seek(model, trace_count(trace));
    assert_lanes(trace, model, 1, FLOW_READS, "main");
    fork_child(trace, P2, PID2);
    say(trace, MAIN, K_WAITED, PID2, SIGKILL);
    model_seek(model, trace_count(trace));
    assert_lanes(trace, model, 1, FLOW_READS, "main");
    assert_int_equal(model_lane(model, P2)->state, LANE_ENDED);
    assert_int_equal(model_lane(model, P2)->status, SIGKILL);
    model_free(model);
    trace_free(trace);
}

/* --- messages ------------------------------------------------------------------------------ */

static void a_read_knows_who_wrote(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P1, K_CLOSE, 3, 0);
    say(trace, P2, K_CLOSE, 4, 0);
    write_all(trace, P1, 4, "A");
    write_all(trace, P1, 4, "BC");
    struct model *model = at_end(trace);
    struct model_message pending[4];
    assert_int_equal(model_pending(model, 1, pending, 4), 2);
    assert_int_equal(pending[1].bytes, 2);
    assert_int_equal(pending[1].from, P1);
    say(trace, P2, K_READ_WAIT, 3, 0);
    size_t i = say_bytes(trace, P2, K_READ, 3, "AB");
    assert_says(trace, i, "P2 has read 2 bytes, \"AB\", from pipe 1 (descriptor 3), sent by P1");
    model_seek(model, trace_count(trace));
    assert_int_equal(model_pending(model, 1, pending, 4), 1);
    assert_int_equal(pending[0].bytes, 1);
    assert_int_equal(pending[0].offset, 1);
    model_seek(model, i);
    assert_int_equal(model_pending(model, 1, pending, 4), 2);
    model_free(model);
    trace_free(trace);
}

/* The reader may tell its read before the writer tells its write. */
static void a_message_may_be_read_before_its_write_is_told(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P1, K_WRITE_WAIT, 4, 1);
    size_t i = say_bytes(trace, P2, K_READ, 3, "A");
    assert_says(trace, i, "P2 has read 1 byte, \"A\", from pipe 1 (descriptor 3), sent by P1");
    i = say_bytes(trace, P1, K_WRITE, 4, "A");
    assert_says(trace, i, "P1 has written 1 byte, \"A\", to pipe 1 (descriptor 4)");
    struct model *model = at_end(trace);
    assert_int_equal(model_flow(model, 1)->pending, 0);
    assert_int_equal(model_flow(model, 1)->written, 1);
    assert_int_equal(model_flow(model, 1)->read, 1);
    say_bytes(trace, P2, K_READ, 3, "xy"); /* written by a call that nobody tells before */
    say_bytes(trace, P1, K_WRITE, 4, "xyz");
    model_seek(model, trace_count(trace));
    struct model_message pending[2];
    assert_int_equal(model_pending(model, 1, pending, 2), 1);
    assert_int_equal(pending[0].bytes, 1);
    model_free(model);
    trace_free(trace);
}

/* Two write at the same time: the bytes say whose came first. */
static void the_bytes_decide_between_two_writers(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P1, K_WRITE_WAIT, 4, 1);
    say(trace, P2, K_WRITE_WAIT, 4, 1);
    say_bytes(trace, P2, K_WRITE, 4, "b");
    say_bytes(trace, P1, K_WRITE, 4, "a");
    size_t i = say_bytes(trace, P2, K_READ, 3, "b");
    assert_says(trace, i, "P2 has read 1 byte, \"b\", from pipe 1 (descriptor 3), sent by P2");
    i = say_bytes(trace, P2, K_READ, 3, "a");
    assert_says(trace, i, "P2 has read 1 byte, \"a\", from pipe 1 (descriptor 3), sent by P1");
    say(trace, P1, K_WRITE_WAIT, 4, 1);
    say(trace, P2, K_WRITE_WAIT, 4, 1);
    say_bytes(trace, P2, K_WRITE, 4, "d");
    say_bytes(trace, P1, K_WRITE, 4, "c");
    i = say_bytes(trace, P2, K_READ, 3, "dc");
    assert_says(trace, i,
                "P2 has read 2 bytes, \"dc\", from pipe 1 (descriptor 3), sent by P2, P1");
    trace_free(trace);
}

static void short_and_failed_writes_leave_what_they_wrote(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P1, K_WRITE_WAIT, 4, 100);
    say_bytes(trace, P2, K_READ, 3, "0123");
    say_bytes(trace, P1, K_WRITE, 4, "012345");
    struct model *model = at_end(trace);
    struct model_message pending[2];
    assert_int_equal(model_pending(model, 1, pending, 2), 1);
    assert_int_equal(pending[0].bytes, 2);
    say(trace, P1, K_WRITE_WAIT, 4, 7);
    say(trace, P1, K_FAILED, EAGAIN, 0);
    say(trace, P2, K_WRITE_WAIT, 4, 7);
    say(trace, P2, K_ENDED, 0, SIGKILL);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_flow(model, 1)->pending, 1);
    say_bytes(trace, P1, K_WRITE, 99, "nowhere");
    say(trace, 0, K_WRITE, 4, 1);
    say(trace, P1, K_READ, 3, -5);
    say(trace, P1, K_WRITE_WAIT, 4, INT64_MIN);
    say(trace, P1, K_WRITE, 4, INT64_MAX);
    say(trace, P1, K_READ, 3, INT64_MAX);
    say(trace, P1, K_READ, INT64_MIN, INT64_MAX);
    say(trace, P1, K_DUP, 4, INT64_MAX);
    say(trace, P1, K_PIPE, -1, INT64_MAX);
    model_seek(model, trace_count(trace));
    assert_int_equal(model_flows(model), 1);
    model_free(model);
    trace_free(trace);
}

static void a_pair_of_sockets_goes_both_ways(void **unused)
{
    (void)unused;
    struct trace *trace = family();
    say(trace, MAIN, K_SOCKETPAIR, 3, 4);
    fork_child(trace, P1, PID1);
    say(trace, MAIN, K_CLOSE, 4, 0);
    say(trace, P1, K_CLOSE, 3, 0);
    write_all(trace, MAIN, 3, "to you");
    write_all(trace, P1, 4, "to me");
    size_t i = say_bytes(trace, P1, K_READ, 4, "to you");
    assert_says(trace, i,
                "P1 has read 6 bytes, \"to you\", from socket pair 1 (descriptor 4), sent by main");
    i = say_bytes(trace, MAIN, K_READ, 3, "to me");
    assert_says(trace, i,
                "main has read 5 bytes, \"to me\", from socket pair 1 (descriptor 3), sent by P1");
    i = say(trace, P1, K_CLOSE, 4, 0);
    assert_says(trace, i, "P1 closes socket pair 1 (descriptor 4)");
    trace_free(trace);
}

static size_t say_accept(struct trace *trace, int64_t fd, const char *address)
{
    struct event event = {.clock = 1000 * (trace_count(trace) + 1),
                          .a = 3,
                          .b = fd,
                          .pid = STORY_PID,
                          .tid = STORY_PID,
                          .lane = MAIN,
                          .kind = K_ACCEPT,
                          .text = story_text(trace, address)};
    trace_append(trace, &event);
    return trace_count(trace) - 1;
}

/* Either end may be told first; two at one address are taken in their order. */
static void ends_of_a_connection_find_each_other(void **unused)
{
    (void)unused;
    struct trace *trace = family();
    fork_child(trace, P1, PID1);
    fork_child(trace, P2, PID2);
    say_bytes(trace, P1, K_CONNECT, 7, "127.0.0.1:80");
    say_bytes(trace, P2, K_CONNECT, 8, "127.0.0.1:99");
    say_accept(trace, 4, "elsewhere"); /* nobody has connected to that */
    size_t i = say_accept(trace, 5, "127.0.0.1:80");
    assert_says(trace, i, "main has got a connection at \"127.0.0.1:80\": descriptor 5");
    write_all(trace, P1, 7, "hello");
    i = say_bytes(trace, MAIN, K_READ, 5, "hello");
    assert_says(trace, i,
                "main has read 5 bytes, \"hello\", from connection 1 (descriptor 5), sent by P1");
    say_accept(trace, 6, "@late");
    i = say_bytes(trace, P2, K_CONNECT, 9, "@late");
    assert_says(trace, i, "P2 connects descriptor 9 to \"@late\"");
    write_all(trace, MAIN, 6, "to you");
    i = say_bytes(trace, P2, K_READ, 9, "to you");
    assert_says(trace, i,
                "P2 has read 6 bytes, \"to you\", from connection 4 (descriptor 9), sent by main");
    say(trace, P1, K_ACCEPT_WAIT, 4, 0);
    assert_explains(trace, P1, "P1 waits for a connection at descriptor 4");
    trace_free(trace);
}

/* --- why ----------------------------------------------------------------------------------- */

static void end_of_file_says_that_all_writers_have_closed(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P2, K_READ_WAIT, 3, 0);
    assert_explains(trace, P2,
                    "P2 waits for something to read from pipe 1; open for writing in P1, P2");
    size_t i = say(trace, P1, K_CLOSE, 4, 0);
    assert_says(trace, i, "P1 closes pipe 1 (descriptor 4), the end to write to");
    assert_explains(
        trace, P2,
        "P2 waits for something to read from pipe 1; only it itself could still write to it");
    struct model *model = at_end(trace);
    assert_int_equal(model_lane_flow(model, P2), 1);
    assert_int_equal(model_lane_flow(model, P1), 0);
    model_free(model);
    say(trace, P2, K_CLOSE, 4, 0);
    i = say(trace, P2, K_READ, 3, 0);
    assert_says(trace, i,
                "P2 has read 0 bytes from pipe 1 (descriptor 3): end of file, for nobody can "
                "write to it any more");
    i = say(trace, P2, K_READ, 77, 0);
    assert_says(trace, i, "P2 has read 0 bytes from descriptor 77: end of file");
    i = tell(trace, P2, K_READ, 0, 3, 0, 0, EVENT_AT_GATE);
    assert_says(trace, i, "next: P2 reads from pipe 1 (descriptor 3)");
    trace_free(trace);
}

static void a_write_that_nobody_can_read_says_so(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    say(trace, P1, K_CLOSE, 3, 0);
    say(trace, P2, K_CLOSE, 3, 0);
    size_t i = say(trace, P1, K_WRITE_WAIT, 4, 5);
    assert_says(trace, i,
                "P1 writes 5 bytes to pipe 1 (descriptor 4), from which nobody can read any more");
    struct model *model = at_end(trace);
    assert_int_equal(model_broken_flow(model, P1), 1);
    assert_int_equal(model_broken_flow(model, P2), 0);
    model_free(model);
    i = say(trace, MAIN, K_WAITED, PID1, SIGPIPE);
    assert_says(trace, i,
                "main has collected its child P1, which was killed by SIGPIPE (Broken pipe): it "
                "wrote to pipe 1, from which nobody can read");
    say(trace, P2, K_WRITE_WAIT, 4, 5);
    struct event failed = {.clock = 1000 * (trace_count(trace) + 1),
                           .a = EPIPE,
                           .pid = PID2,
                           .tid = PID2,
                           .lane = P2,
                           .kind = K_FAILED,
                           .text = story_text(trace, "write")};
    trace_append(trace, &failed);
    assert_says(trace, trace_count(trace) - 1,
                "P2: write failed: Broken pipe, as nobody can read from pipe 1");
    trace_free(trace);
}

/* However far one goes back and forth, it is the same moment. */
static void stepping_back_folds_the_same(void **unused)
{
    (void)unused;
    struct trace *trace = family_with_pipe();
    uint32_t seed = 7;
    static const char *const words[] = {"A", "BB", "CCC"};
    for (int i = 0; i < 60000; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t lane = seed >> 30 & 1 ? P1 : P2;
        if (seed >> 29 & 1)
            write_all(trace, lane, 4, words[(seed >> 20) % 3]);
        else
            say_bytes(trace, lane, K_READ, 3, words[(seed >> 20) % 3]);
    }
    struct model *jumping = model_new(trace), *fresh;
    for (size_t i = 0; i < 12; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = seed % trace_count(trace);
        struct model_message a[8], b[8];
        memset(a, 0, sizeof(a));
        memset(b, 0, sizeof(b));
        model_seek(jumping, at);
        fresh = model_new(trace);
        model_seek(fresh, at);
        assert_memory_equal(model_flow(jumping, 1), model_flow(fresh, 1),
                            sizeof(struct model_flow));
        assert_int_equal(model_pending(jumping, 1, a, 8), model_pending(fresh, 1, b, 8));
        assert_memory_equal(a, b, sizeof(a));
        model_free(fresh);
    }
    model_free(jumping);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(children_inherit_and_close_their_own),
        cmocka_unit_test(a_child_inherits_what_there_was_at_the_fork),
        cmocka_unit_test(dup_exec_and_exit),
        cmocka_unit_test(a_read_knows_who_wrote),
        cmocka_unit_test(a_message_may_be_read_before_its_write_is_told),
        cmocka_unit_test(the_bytes_decide_between_two_writers),
        cmocka_unit_test(short_and_failed_writes_leave_what_they_wrote),
        cmocka_unit_test(a_pair_of_sockets_goes_both_ways),
        cmocka_unit_test(ends_of_a_connection_find_each_other),
        cmocka_unit_test(end_of_file_says_that_all_writers_have_closed),
        cmocka_unit_test(a_write_that_nobody_can_read_says_so),
        cmocka_unit_test(stepping_back_folds_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
