/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden screens of the lessons about the interpreter lock and the pool: the chart of who worked on
 * which task, cores side by side. The pages are the real ones; what has run is made by hand.
 *
 *     UPDATE_GOLDEN=1 build/tests/golden/test_figures
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "ui/view/pane.h"

enum { WORKERS = 4, RESULTS = 6 };

struct stage {
    struct lesson *lesson;
    struct trace *trace;
    struct model *model;
    struct act_result *results[RESULTS];
    size_t count;
    struct view view;
};

static void open_lesson(struct stage *stage, const char *dir)
{
    struct err err;
    memset(stage, 0, sizeof(*stage));
    stage->lesson = lesson_load(dir, "en", &err);
    if (!stage->lesson)
        fail_msg("%s", err.text);
    stage->view = (struct view){.stage = VIEW_DONE,
                                .lesson = stage->lesson,
                                .acts = 9,
                                .act_number = 2,
                                .prediction = -1,
                                .is_live = true,
                                .prompt = "> ",
                                .line = "",
                                .results = (const struct act_result *const *)stage->results};
}

static void close_lesson(struct stage *stage)
{
    for (size_t i = 0; i < stage->count; i++)
        act_result_free(stage->results[i]);
    model_free(stage->model);
    trace_free(stage->trace);
    lesson_free(stage->lesson);
}

/* The run of that name: the act at hand. */
static void go_to(struct stage *stage, enum block_kind kind, const char *name)
{
    for (size_t i = 0; i < stage->lesson->block_count; i++) {
        const struct block *block = &stage->lesson->blocks[i];
        if (block->kind != kind ||
            (kind == BLOCK_RUN && strcmp(block_get(block, "name", ""), name) != 0))
            continue;
        stage->view.block = i;
        return;
    }
    fail_msg("no act '%s'", name);
}

static struct act_result *add_result(struct stage *stage, const char *name, unsigned runs)
{
    struct act_result *result = calloc(1, sizeof(*result));
    result->name = xstrdup(name);
    result->program = xstrdup("pool.c");
    result->command = xstrdup("pool.c 4 9 200");
    result->runs = result->times = runs;
    result->wall_ns = calloc(runs, sizeof(*result->wall_ns));
    result->cores = calloc(runs, sizeof(*result->cores));
    result->others = calloc(runs, sizeof(*result->others));
    result->ready = calloc(runs, sizeof(*result->ready));
    result->switches = calloc(runs, sizeof(*result->switches));
    result->ends[RUN_RETURNED] = runs;
    result->cpus = 2;
    result->keeps_word = true;
    stage->results[stage->count++] = result;
    stage->view.result_count = stage->count;
    stage->view.result = result;
    return result;
}

static void measured(struct act_result *result, uint64_t wall_ns, double cores, uint64_t switches)
{
    for (unsigned i = 0; i < result->runs; i++) {
        result->wall_ns[i] = wall_ns;
        result->cores[i] = cores;
        result->switches[i] = switches;
    }
}

static uint32_t add_lane(struct trace *trace, const char *name, uint32_t pid, uint32_t parent)
{
    struct lane lane = {.pid = pid, .tid = pid, .parent = parent, .is_process = 1};
    lane.name = trace_add_text(trace, name, strlen(name));
    return trace_add_lane(trace, &lane);
}

static void print_at(struct trace *trace, uint64_t ms, uint32_t lane, const char *what, int task)
{
    char line[64];
    int n = snprintf(line, sizeof(line), "task %d %s\n", task, what);
    struct event event = {.clock = ms * 1000000,
                          .lane = lane,
                          .pid = trace_lane(trace, lane)->pid,
                          .tid = trace_lane(trace, lane)->pid,
                          .kind = K_PRINT,
                          .a = 1,
                          .b = n,
                          .text = trace_add_text(trace, line, (size_t)n)};
    trace_append(trace, &event);
}

/* Nine tasks for four workers, of whom the third dies with task 7. */
static void pool_runs(struct stage *stage)
{
    struct trace *trace = stage->trace = trace_new();
    uint32_t lane = add_lane(trace, "main", 100, 0), workers[WORKERS];
    struct event start = {.lane = lane, .pid = 100, .tid = 100, .kind = K_PROCESS_START};
    trace_append(trace, &start);
    for (unsigned i = 0; i < WORKERS; i++) {
        char name[8];
        snprintf(name, sizeof(name), "P%u", i + 1);
        workers[i] = add_lane(trace, name, 101 + i, lane);
        start.lane = workers[i];
        start.pid = start.tid = 101 + i;
        start.a = 100;
        trace_append(trace, &start);
    }
    for (int task = 1; task <= 9; task++)
        print_at(trace, 1, lane, "wanted", task);
    for (int task = 1; task <= 9; task++) {
        uint64_t begin = 2 + (uint64_t)(task - 1) / WORKERS * 200;
        if (task > WORKERS)
            print_at(trace, begin, workers[(task - 1) % WORKERS], "ends", task - WORKERS);
        print_at(trace, begin, workers[(task - 1) % WORKERS], "starts", task);
    }
    print_at(trace, 402, workers[1], "ends", 6);
    struct event crash = {
        .clock = 403000000, .lane = workers[2], .pid = 103, .tid = 103, .kind = K_CRASH, .b = 11};
    trace_append(trace, &crash);
    print_at(trace, 404, workers[3], "ends", 8);
    print_at(trace, 602, workers[0], "ends", 9);
    stage->model = model_new(trace);
    model_seek(stage->model, trace_count(trace));
    stage->view.trace = trace;
    stage->view.model = stage->model;
}

static void scene_pool(struct stage *stage)
{
    static const char *const words[] = {"starts", "ends", "wanted", NULL};
    open_lesson(stage, "lessons/pool");
    go_to(stage, BLOCK_RUN, "async");
    pool_runs(stage);
    struct act_result *result = add_result(stage, "async", 1);
    measured(result, 602000000, 0.01, 40);
    spans_read(&result->spans, stage->trace, words);
    result->has_spans = true;
    result->at_once_least = result->at_once_most = result->spans.most_at_once;
    result->busy_least = spans_busy(&result->spans);
}

/* All are over: as many as there is room for are still to be seen. */
static void scene_over(struct stage *stage)
{
    scene_pool(stage);
    for (uint32_t lane = (uint32_t)trace_lanes(stage->trace) - 1; lane > 0; lane--) {
        uint32_t pid = trace_lane(stage->trace, lane)->pid;
        struct event end = {
            .clock = 602000000, .lane = lane, .pid = pid, .tid = pid, .kind = K_ENDED};
        trace_append(stage->trace, &end);
    }
    model_seek(stage->model, trace_count(stage->trace));
}

static void scene_cores(struct stage *stage)
{
    open_lesson(stage, "lessons/gil");
    go_to(stage, BLOCK_RUN, "lock-2");
    struct act_result *result = add_result(stage, "lock-2", 3);
    free(result->command);
    result->command = xstrdup("gil.c 2 20000000 1000000");
    measured(result, 370000000, 0.92, 612);
    for (unsigned i = 0; i < result->runs; i++) {
        result->others[i] = 0.61;
        result->ready[i] = 0.2;
    }
    result->tells_cores = result->is_quiet = true;
    stage->view.trace = NULL;
}

static void scene_side_by_side(struct stage *stage)
{
    static const struct {
        const char *name;
        uint64_t wall_ns;
        double cores;
    } acts[] = {{"lock-1", 186000000, 0.99}, {"lock-2", 371000000, 1.01},
                {"lock-4", 742000000, 1.0},  {"free-2", 188000000, 1.97},
                {"free-4", 372000000, 1.98}, {"processes-2", 187000000, 1.95}};
    open_lesson(stage, "lessons/gil");
    go_to(stage, BLOCK_COMPARE, "");
    for (size_t i = 0; i < RESULTS; i++)
        measured(add_result(stage, acts[i].name, 3), acts[i].wall_ns, acts[i].cores, 400 + i);
    stage->view.result = NULL;
}

static const struct {
    const char *name;
    void (*make)(struct stage *);
} scenes[] = {{"pool", scene_pool},
              {"over", scene_over},
              {"cores", scene_cores},
              {"side-by-side", scene_side_by_side}};

enum { SCENES = sizeof(scenes) / sizeof(*scenes) };

static void compare(const char *name, const struct canvas *canvas)
{
    struct text now = {0}, before = {0};
    struct err err;
    canvas_dump(canvas, &now, true);
    char *path = xasprintf("tests/golden/expected/figures-%s-%dx%d%s.txt", name, canvas->width,
                           canvas->height, canvas->is_ascii ? "-ascii" : "");
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text_get(&now), file);
        assert_int_equal(fclose(file), 0);
    }
    if (file_read(path, 1 << 20, &before, &err) != 0)
        fail_msg("%s", err.text);
    if (strcmp(text_get(&before), text_get(&now)) != 0) {
        print_error("%s differs; now it is\n%s", path, text_get(&now));
        fail();
    }
    free(path);
    text_release(&now);
    text_release(&before);
}

static void test_golden(void **state)
{
    (void)state;
    static const struct {
        int width, height;
        bool is_ascii;
    } sizes[] = {{80, 24, false}, {120, 40, false}, {40, 12, false}, {80, 24, true}};
    for (size_t i = 0; i < SCENES; i++)
        for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
            struct stage stage;
            struct canvas canvas = {.is_ascii = sizes[k].is_ascii};
            scenes[i].make(&stage);
            canvas_resize(&canvas, sizes[k].width, sizes[k].height);
            view_draw(&stage.view, &canvas);
            compare(scenes[i].name, &canvas);
            canvas_release(&canvas);
            close_lesson(&stage);
        }
}

static void test_every_size(void **state)
{
    (void)state;
    for (size_t i = 0; i < SCENES; i++) {
        struct stage stage;
        struct canvas canvas = {0};
        scenes[i].make(&stage);
        for (int width = 1; width <= 150; width += width < 30 ? 1 : 11)
            for (int height = 1; height <= 50; height += height < 20 ? 1 : 7) {
                canvas_resize(&canvas, width, height);
                view_draw(&stage.view, &canvas);
            }
        canvas_release(&canvas);
        close_lesson(&stage);
    }
}

/* A range may lie below zero; the right value is in none, as it stands apart. */
static void test_ranges(void **state)
{
    (void)state;
    int64_t values[] = {-1900, -1000, -900, -1, 0, 1, 1999};
    struct act_result result = {
        .values = values, .value_count = 7, .has_should = true, .should = 0};
    struct canvas canvas = {0};
    struct text text = {0};
    canvas_resize(&canvas, 80, 8);
    int rows = pane_bins(&result, &canvas, (struct box){0, 0, 80, 8}, 4);
    canvas_dump(&canvas, &text, false);
    assert_int_equal(rows, 3);
    assert_non_null(strstr(text_get(&text), "-2,000 to -1 "));
    assert_non_null(strstr(text_get(&text), " 1 to 1,999 "));
    assert_non_null(strstr(text_get(&text), " 0 ▇ 1 right"));
    text_release(&text);
    canvas_release(&canvas);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_every_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
