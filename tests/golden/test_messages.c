/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden screens of the lessons about processes and messages: their own pages and programs, with
 * traces made by hand. Compared as test_view.c does:
 *
 *     UPDATE_GOLDEN=1 build/tests/golden/test_messages
 */
#include <libgen.h>
#include <libintl.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/trace/lane_order.h"
#include "ui/terminal/language.h"
#include "ui/view/view.h"

enum { MAIN = 1, P1, P2, PID = 4100 };
enum { ROOM = 1, LETTERS, LOCK };

struct scene {
    struct lesson *lesson;
    struct trace *trace;
    struct model *model, *scratch;
    struct act_result *result;
    struct text program;
    struct view view;
    uint64_t clock;
};

/* --- making -------------------------------------------------------------------------------- */

static void add_lane(struct trace *trace, const char *name, uint32_t ordinal)
{
    struct lane lane = {.pid = PID + ordinal,
                        .tid = PID + ordinal,
                        .parent = ordinal ? MAIN : 0,
                        .name = trace_add_text(trace, name, strlen(name)),
                        .ordinal = ordinal,
                        .is_process = 1};
    trace_add_lane(trace, &lane);
}

static void add_object(struct trace *trace, const char *name, uint64_t address, int group)
{
    const char *type = group == GROUP_LOCK ? "pthread_mutex_t" : "sem_t";
    struct object object = {.address = address,
                            .name = trace_add_text(trace, name, strlen(name)),
                            .type = trace_add_text(trace, type, strlen(type)),
                            .group = (uint16_t)group};
    trace_add_object(trace, &object);
}

/* The act of this program that is named so, or by its program. */
static size_t act_named(const struct lesson *lesson, const char *program, const char *name)
{
    for (size_t i = 0; i < lesson->block_count; i++)
        if (lesson->blocks[i].kind == BLOCK_RUN &&
            strcmp(lesson->blocks[i].words[0], program) == 0 &&
            strcmp(block_get(&lesson->blocks[i], "name", ""), name) == 0)
            return i;
    fail_msg("no act '%s' of %s", name, program);
    return 0;
}

static void begin(struct scene *scene, const char *lesson, const char *program, const char *act)
{
    struct err err;
    memset(scene, 0, sizeof(*scene));
    char *folder = xasprintf("lessons/%s", lesson);
    char *path = xasprintf("%s/%s", folder, program);
    scene->lesson = lesson_load(folder, "en", &err);
    assert_non_null(scene->lesson);
    assert_int_equal(file_read(path, 1 << 20, &scene->program, &err), 0);
    struct trace *trace = scene->trace = trace_new();
    uint32_t source = trace_add_source(trace, path, text_get(&scene->program), scene->program.size);
    for (uint32_t line = 1; line <= 120; line++)
        trace_add_place(trace, &(struct place){.file = source, .line = line});
    add_lane(trace, "main", 0);
    add_lane(trace, "P1", 1);
    add_lane(trace, "P2", 2);
    add_object(trace, "queue->room", 0x7000, GROUP_WAIT);
    add_object(trace, "queue->letters", 0x7020, GROUP_WAIT);
    add_object(trace, "queue->lock", 0x7040, GROUP_LOCK);
    struct trace_facts *facts = trace_change_facts(trace);
    facts->command = trace_add_text(trace, program, strlen(program));
    facts->cpus = 2;
    scene->view = (struct view){.stage = VIEW_RUNNING,
                                .lesson = scene->lesson,
                                .block = act_named(scene->lesson, program, act),
                                .acts = 8,
                                .act_number = 5,
                                .prediction = -1,
                                .is_live = true,
                                .prompt = "> ",
                                .line = ""};
    free(folder);
    free(path);
}

static void tell(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                 uint64_t object, int64_t a, int64_t b)
{
    const struct lane *who = trace_lane(scene->trace, lane);
    scene->clock += 7000;
    struct event event = {.clock = scene->clock,
                          .where = line,
                          .object = object,
                          .a = a,
                          .b = b,
                          .pid = who->pid,
                          .tid = who->tid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .cpu = (uint16_t)(lane % 2)};
    trace_append(scene->trace, &event);
}

static void tell_next(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                      uint64_t object, int64_t a)
{
    const struct lane *who = trace_lane(scene->trace, lane);
    scene->clock += 7000;
    struct event event = {.clock = scene->clock,
                          .where = line,
                          .object = object,
                          .a = a,
                          .pid = who->pid,
                          .tid = who->tid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .flags = EVENT_AT_GATE};
    trace_append(scene->trace, &event);
}

static void tell_bytes(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                       int64_t a, const char *bytes)
{
    const struct lane *who = trace_lane(scene->trace, lane);
    scene->clock += 3000;
    struct event event = {.clock = scene->clock,
                          .where = line,
                          .a = a,
                          .b = (int64_t)strlen(bytes),
                          .pid = who->pid,
                          .tid = who->tid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .text = trace_add_text(scene->trace, bytes, strlen(bytes))};
    trace_append(scene->trace, &event);
}

static void show(struct scene *scene)
{
    scene->model = model_new(scene->trace);
    scene->scratch = model_new(scene->trace);
    model_seek(scene->model, trace_count(scene->trace));
    scene->view.trace = scene->trace;
    scene->view.model = scene->model;
    scene->view.scratch = scene->scratch;
}

static void end(struct scene *scene)
{
    model_free(scene->model);
    model_free(scene->scratch);
    trace_free(scene->trace);
    lesson_free(scene->lesson);
    act_result_free(scene->result);
    text_release(&scene->program);
}

/* --- moments ------------------------------------------------------------------------------- */

/* One call has been made; both stand before their return from it. */
static void fork_by_hand(struct scene *scene)
{
    begin(scene, "fork", "first.c", "by-hand");
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1, 0);
    tell(scene, MAIN, K_FORK, 20, 0, 0, 0);
    tell_next(scene, MAIN, K_FORK_PARENT, 20, 0, PID + 1);
    tell_next(scene, P1, K_FORK_CHILD, 20, 0, PID);
    scene->view.is_paused = true;
    scene->view.selected_lane = MAIN;
    show(scene);
}

static void fork_who_was_first(struct scene *scene)
{
    begin(scene, "fork", "first.c", "first");
    struct act_result *result = scene->result = xcalloc(1, sizeof(*result));
    result->name = xstrdup("first");
    result->program = xstrdup("first.c");
    result->command = xstrdup("first.c");
    result->times = result->runs = 200;
    result->wall_ns = xcalloc(200, sizeof(*result->wall_ns));
    for (int i = 0; i < 200; i++) {
        result->wall_ns[i] = 1370000;
        tally_add(&result->tally, TALLY_FIRST, i % 17 == 3 ? "child\nparent" : "parent\nchild", 12);
    }
    result->tally_of = TALLY_FIRST;
    result->ends[RUN_RETURNED] = 200;
    result->cpus = 2;
    result->keeps_word = true;
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1, 0);
    scene->view.stage = VIEW_DONE;
    scene->view.result = result;
    show(scene);
}

static void fork_both(struct scene *scene, uint32_t line_of_first, uint32_t line_of_second)
{
    tell(scene, MAIN, K_FORK, line_of_first, 0, 0, 0);
    tell(scene, MAIN, K_FORK_PARENT, line_of_first, 0, PID + 1, 0);
    tell(scene, P1, K_FORK_CHILD, line_of_first, 0, PID, 0);
    tell(scene, MAIN, K_FORK, line_of_second, 0, 0, 0);
    tell(scene, MAIN, K_FORK_PARENT, line_of_second, 0, PID + 2, 0);
    tell(scene, P2, K_FORK_CHILD, line_of_second, 0, PID, 0);
}

static void write_letter(struct scene *scene, const char *letter)
{
    tell(scene, P1, K_WRITE_WAIT, 14, 0, 4, 1);
    tell_bytes(scene, P1, K_WRITE, 14, 4, letter);
}

/* A has arrived; B and C lie in the pipe. */
static void pipe_in_the_middle(struct scene *scene)
{
    begin(scene, "pipe", "pipe.c", "");
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1, 0);
    tell(scene, MAIN, K_PIPE, 31, 0, 3, 4);
    fork_both(scene, 34, 38);
    tell(scene, P1, K_CLOSE, 35, 0, 3, 0);
    tell(scene, P2, K_CLOSE, 39, 0, 4, 0);
    tell(scene, P2, K_READ_WAIT, 22, 0, 3, 0);
    tell(scene, MAIN, K_CLOSE, 42, 0, 3, 0);
    tell(scene, MAIN, K_CLOSE, 43, 0, 4, 0);
    tell(scene, MAIN, K_WAIT, 44, 0, -1, 0);
    write_letter(scene, "A");
    write_letter(scene, "B");
    tell_bytes(scene, P2, K_READ, 22, 3, "A");
    write_letter(scene, "C");
    tell_bytes(scene, P2, K_PRINT, 23, 1, "received A\n");
    show(scene);
}

/* All is read, the writer is over, and still the reader waits: for itself. */
static void pipe_left_open(struct scene *scene)
{
    begin(scene, "pipe", "pipe-open.c", "");
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1, 0);
    tell(scene, MAIN, K_PIPE, 33, 0, 3, 4);
    fork_both(scene, 36, 40);
    tell(scene, P1, K_CLOSE, 37, 0, 3, 0);
    tell(scene, MAIN, K_CLOSE, 42, 0, 3, 0);
    tell(scene, MAIN, K_CLOSE, 43, 0, 4, 0);
    tell(scene, MAIN, K_WAIT, 44, 0, -1, 0);
    write_letter(scene, "A");
    tell_bytes(scene, P2, K_READ, 22, 3, "A");
    tell(scene, P1, K_PROCESS_EXIT, 0, 0, 0, 0);
    tell(scene, MAIN, K_WAITED, 44, 0, PID + 1, 0);
    tell(scene, MAIN, K_WAIT, 44, 0, -1, 0);
    tell(scene, P2, K_READ_WAIT, 22, 0, 3, 0);
    show(scene);
}

/* The queue is full: who puts waits for room, who gets has its turn. */
static void queue_is_full(struct scene *scene)
{
    begin(scene, "queue", "queue.c", "by-hand");
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1, 0);
    tell(scene, MAIN, K_SEM_INIT, 46, ROOM, 1, 0);
    tell(scene, MAIN, K_SEM_INIT, 46, LETTERS, 0, 0);
    tell(scene, MAIN, K_LOCK_INIT, 46, LOCK, 0, 0);
    fork_both(scene, 50, 53);
    tell(scene, MAIN, K_WAIT, 55, 0, PID + 1, 0);
    tell(scene, P1, K_SEM_GOT, 22, ROOM, 0, 0);
    tell(scene, P1, K_LOCK, 22, LOCK, 0, 0);
    tell(scene, P1, K_UNLOCK, 22, LOCK, 0, 0);
    tell(scene, P1, K_SEM_POST, 22, LETTERS, 0, 0);
    tell(scene, P1, K_SEM_WAIT, 22, ROOM, 0, 0);
    tell_next(scene, P2, K_SEM_GOT, 28, LETTERS, 0);
    scene->view.is_paused = true;
    scene->view.selected_lane = P2;
    show(scene);
}

static const struct {
    const char *name;
    void (*make)(struct scene *scene);
} scenes[] = {
    {"fork-by-hand", fork_by_hand},      {"fork-first", fork_who_was_first},
    {"pipe-middle", pipe_in_the_middle}, {"pipe-open", pipe_left_open},
    {"queue-full", queue_is_full},
};

/* --- comparing ----------------------------------------------------------------------------- */

static void draw(size_t number, int width, int height, bool is_ascii, struct text *out)
{
    struct scene scene;
    struct canvas canvas = {.is_ascii = is_ascii};
    scenes[number].make(&scene);
    canvas_resize(&canvas, width, height);
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, out, true);
    canvas_release(&canvas);
    end(&scene);
}

static void compare(const char *name, int width, int height, bool is_ascii, const struct text *now)
{
    struct text before = {0};
    struct err err;
    char *path = xasprintf("tests/golden/expected/%s-%dx%d%s.txt", name, width, height,
                           is_ascii ? "-ascii" : "");
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text_get(now), file);
        assert_int_equal(fclose(file), 0);
    }
    if (file_read(path, 1 << 20, &before, &err) < 0 ||
        strcmp(text_get(&before), text_get(now)) != 0) {
        print_error("%s differs; now it is\n%s", path, text_get(now));
        fail();
    }
    text_release(&before);
    free(path);
}

static void main_moments(void **unused)
{
    (void)unused;
    static const struct {
        int width, height;
        bool is_ascii;
    } sizes[] = {{80, 24, false}, {120, 40, false}, {80, 24, true}};
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++)
        for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
            struct text now = {0};
            draw(i, sizes[k].width, sizes[k].height, sizes[k].is_ascii, &now);
            compare(scenes[i].name, sizes[k].width, sizes[k].height, sizes[k].is_ascii, &now);
            text_release(&now);
        }
}

/* The same with sentences in Chinese, which are twice as wide as they have characters. The
 * catalogue lies in the tree in which this test was built: BUILD/tests/golden/test_messages. */
static void main_moments_in_chinese(void **unused)
{
    (void)unused;
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);
    assert_true(n > 0);
    self[n] = '\0';
    char *folder = xasprintf("%s/../../locale", dirname(self));
    language_set("zh_CN");
    bindtextdomain("conc-tutor", folder);
    assert_string_not_equal(gettext("threads"), "threads");
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        struct text now = {0};
        char *name = xasprintf("%s-zh_CN", scenes[i].name);
        draw(i, 80, 24, false, &now);
        compare(name, 80, 24, false, &now);
        text_release(&now);
        free(name);
    }
    language_set("en");
    assert_string_equal(gettext("threads"), "threads");
    free(folder);
}

static void every_size(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++)
        for (int width = 1; width < 130; width += 7)
            for (int height = 1; height < 50; height += 5) {
                struct text now = {0};
                draw(i, width, height, width % 2, &now);
                assert_true(now.size > 0);
                text_release(&now);
            }
}

/* --- the order of lanes -------------------------------------------------------------------- */

static void put_lane(struct trace *trace, uint32_t pid, uint32_t tid, uint32_t parent,
                     uint32_t ordinal)
{
    struct lane lane = {
        .pid = pid, .tid = tid, .parent = parent, .ordinal = ordinal, .is_process = pid == tid};
    trace_add_lane(trace, &lane);
}

static void lanes_stand_by_family(void **unused)
{
    (void)unused;
    struct trace *trace = trace_new();
    put_lane(trace, 10, 10, 0, 0); /* 1: main */
    put_lane(trace, 30, 30, 1, 2); /* 2: P2, heard of first */
    put_lane(trace, 10, 12, 1, 2); /* 3: T2 */
    put_lane(trace, 20, 20, 1, 1); /* 4: P1 */
    put_lane(trace, 10, 11, 1, 1); /* 5: T1 */
    put_lane(trace, 40, 40, 4, 3); /* 6: P3, a child of P1 */
    put_lane(trace, 20, 21, 4, 1); /* 7: P1/T1 */
    put_lane(trace, 50, 50, 9, 4); /* 8: P4 and 9: P5 are each other's parents */
    put_lane(trace, 60, 60, 8, 5);
    static const uint32_t lanes[] = {1, 5, 3, 4, 7, 6, 2, 8, 9};
    static const uint32_t depths[] = {0, 0, 0, 1, 1, 2, 1, 0, 0};
    struct lane_at *order = lane_order(trace);
    for (size_t i = 0; i < 9; i++) {
        assert_int_equal(order[i].lane, lanes[i]);
        assert_int_equal(order[i].depth, depths[i]);
    }
    assert_int_equal(lane_rank(trace, 1), 0);
    assert_int_equal(lane_rank(trace, 3), 2);
    assert_int_equal(lane_rank(trace, 4), 1);
    assert_int_equal(lane_rank(trace, 7), 2);
    assert_int_equal(lane_rank(trace, 77), 0);
    free(order);
    trace_free(trace);
    trace = trace_new();
    assert_null(lane_order(trace));
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(main_moments),
        cmocka_unit_test(main_moments_in_chinese),
        cmocka_unit_test(every_size),
        cmocka_unit_test(lanes_stand_by_family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
