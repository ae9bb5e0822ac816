/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden screens of the lessons on threads and locks of the first day, each at its main moment. The
 * pages and programs are the real ones, the traces are made event by event.
 *
 *     UPDATE_GOLDEN=1 build/tests/golden/test_threads
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "ui/view/view.h"

enum { MAIN = 1, T1, T2, T3, PID = 4100, PLACES = 80 };
enum { LOCK = 1, OTHER };

struct scene {
    struct lesson *lesson;
    struct trace *trace;
    struct model *model, *scratch;
    struct text program;
    struct view view;
    uint64_t clock;
};

static void add_lane(struct trace *trace, const char *name, uint32_t ordinal)
{
    struct lane lane = {.pid = PID,
                        .tid = PID + ordinal,
                        .parent = ordinal ? MAIN : 0,
                        .name = trace_add_text(trace, name, strlen(name)),
                        .ordinal = ordinal,
                        .is_process = ordinal == 0};
    trace_add_lane(trace, &lane);
}

static void add_object(struct trace *trace, const char *name, uint64_t address, int group)
{
    const char *type = group == GROUP_MEMORY ? "long" : "";
    struct object object = {.address = address,
                            .space = PID,
                            .size = group == GROUP_MEMORY ? 8 : 0,
                            .name = trace_add_text(trace, name, strlen(name)),
                            .type = trace_add_text(trace, type, strlen(type)),
                            .group = (uint16_t)group};
    trace_add_object(trace, &object);
}

static size_t act_named(const struct lesson *lesson, const char *name)
{
    for (size_t i = 0; i < lesson->block_count; i++)
        if (lesson->blocks[i].kind == BLOCK_RUN &&
            strcmp(block_get(&lesson->blocks[i], "name", ""), name) == 0)
            return i;
    fail_msg("no act '%s'", name);
    return 0;
}

/* That act of the lesson, with a lock, and what else it is about. */
static void begin(struct scene *scene, const char *lesson, const char *program, const char *act,
                  const char *other, int group)
{
    struct err err;
    memset(scene, 0, sizeof(*scene));
    char *folder = xasprintf("lessons/%s", lesson), *path = xasprintf("%s/%s", folder, program);
    scene->lesson = lesson_load(folder, "en", &err);
    assert_non_null(scene->lesson);
    assert_int_equal(file_read(path, 1 << 20, &scene->program, &err), 0);
    struct trace *trace = scene->trace = trace_new();
    uint32_t source = trace_add_source(trace, path, text_get(&scene->program), scene->program.size);
    for (uint32_t line = 1; line <= PLACES; line++)
        trace_add_place(trace, &(struct place){.file = source, .line = line});
    add_lane(trace, "main", 0);
    add_lane(trace, "T1", 1);
    add_lane(trace, "T2", 2);
    add_lane(trace, "T3", 3);
    add_object(trace, "lock", 0x7000, GROUP_LOCK);
    add_object(trace, other, 0x7040, group);
    struct trace_facts *facts = trace_change_facts(trace);
    facts->command = trace_add_text(trace, program, strlen(program));
    facts->cpus = 2;
    scene->view = (struct view){.stage = VIEW_RUNNING,
                                .lesson = scene->lesson,
                                .block = act_named(scene->lesson, act),
                                .acts = 9,
                                .act_number = 4,
                                .prediction = -1,
                                .is_live = true,
                                .is_paused = true,
                                .prompt = "> ",
                                .line = ""};
    free(folder);
    free(path);
}

static void put(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                uint64_t object, int64_t a, unsigned flags)
{
    bool is_memory = kind == K_MEM_READ || kind == K_MEM_WRITE;
    struct event event = {
        .clock = scene->clock += 7000,
        .where = line,
        .object = object,
        .a = a,
        .b = is_memory ? 8 : 0,
        .pid = PID,
        .tid = trace_lane(scene->trace, lane)->tid,
        .lane = lane,
        .kind = (uint16_t)kind,
        .cpu = (uint16_t)(lane % 2),
        .flags = (uint8_t)((is_memory && !(flags & EVENT_AT_GATE) ? EVENT_VALUE : 0) | flags)};
    trace_append(scene->trace, &event);
}

static void tell(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                 uint64_t object, int64_t a)
{
    put(scene, lane, kind, line, object, a, 0);
}

static void tell_next(struct scene *scene, uint32_t lane, enum event_kind kind, uint32_t line,
                      uint64_t object, int64_t a)
{
    put(scene, lane, kind, line, object, a, EVENT_AT_GATE);
}

static void start(struct scene *scene, uint32_t threads, uint32_t line)
{
    tell(scene, MAIN, K_PROCESS_START, 0, 0, 1);
    for (uint32_t i = 0; i < threads; i++) {
        tell(scene, MAIN, K_THREAD_CREATE, line, 0, 0);
        tell(scene, T1 + i, K_THREAD_START, 0, 0, PID);
    }
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
    text_release(&scene->program);
}

/* --- moments ------------------------------------------------------------------------------- */

/* Three are made; the last one is at the lock first. */
static void crowd(struct scene *scene)
{
    begin(scene, "thread", "crowd.c", "by-hand", "first", GROUP_MEMORY);
    start(scene, 3, 50);
    tell_next(scene, T1, K_LOCK, 19, LOCK, 0);
    tell_next(scene, T2, K_LOCK, 19, LOCK, 0);
    tell(scene, T3, K_LOCK, 19, LOCK, 0);
    tell_next(scene, T3, K_UNLOCK, 22, LOCK, 0);
    scene->view.selected_lane = T3;
    show(scene);
}

/* Both have read; what the first wrote is about to be lost. */
static void bank(struct scene *scene)
{
    begin(scene, "lock", "bank.c", "by-hand", "balance", GROUP_MEMORY);
    start(scene, 2, 52);
    tell(scene, T1, K_MEM_READ, 19, OTHER, 0);
    tell(scene, T2, K_MEM_READ, 19, OTHER, 0);
    tell(scene, T1, K_MEM_WRITE, 19, OTHER, 5);
    tell_next(scene, T2, K_MEM_WRITE, 19, OTHER, 8);
    scene->view.selected_lane = T2;
    show(scene);
}

/* The same under a lock: one waits, and it is said for whom. */
static void bank_locked(struct scene *scene)
{
    begin(scene, "lock", "bank-lock.c", "locked-by-hand", "balance", GROUP_MEMORY);
    start(scene, 2, 56);
    tell(scene, T1, K_LOCK, 28, LOCK, 0);
    tell(scene, T1, K_MEM_READ, 20, OTHER, 0);
    tell(scene, T2, K_LOCK_WAIT, 28, LOCK, 0);
    tell_next(scene, T1, K_MEM_WRITE, 20, OTHER, 5);
    scene->view.selected_lane = T1;
    show(scene);
}

/* The light was green before the second car came. */
static void missed(struct scene *scene)
{
    begin(scene, "event", "missed.c", "missed-by-hand", "green", GROUP_WAIT);
    start(scene, 3, 56);
    tell(scene, T1, K_LOCK, 19, LOCK, 0);
    tell(scene, T1, K_COND_WAIT, 20, OTHER, LOCK);
    tell(scene, T3, K_LOCK, 28, LOCK, 0);
    tell(scene, T3, K_COND_BROADCAST, 29, OTHER, 0);
    tell(scene, T3, K_UNLOCK, 30, LOCK, 0);
    tell(scene, T1, K_COND_WOKEN, 20, OTHER, LOCK);
    tell(scene, T1, K_UNLOCK, 22, LOCK, 0);
    tell(scene, T2, K_LOCK, 19, LOCK, 0);
    tell(scene, T2, K_COND_WAIT, 20, OTHER, LOCK);
    scene->view.selected_lane = T2;
    show(scene);
}

/* One addition of two is gone. */
static void race(struct scene *scene)
{
    begin(scene, "race", "race.c", "inside", "counter", GROUP_MEMORY);
    scene->view.is_paused = false;
    start(scene, 2, 48);
    tell(scene, T1, K_MEM_READ, 21, OTHER, 7);
    tell(scene, T2, K_MEM_READ, 21, OTHER, 7);
    tell(scene, T1, K_MEM_WRITE, 21, OTHER, 8);
    tell(scene, T2, K_MEM_WRITE, 21, OTHER, 8);
    show(scene);
}

static const struct {
    const char *name;
    void (*make)(struct scene *scene);
} scenes[] = {
    {"thread-crowd", crowd},  {"lock-bank", bank},   {"lock-bank-locked", bank_locked},
    {"event-missed", missed}, {"race-inside", race},
};

/* --- comparing ----------------------------------------------------------------------------- */

static void compare(size_t number, int width, int height, bool is_ascii)
{
    struct scene scene;
    struct canvas canvas = {.is_ascii = is_ascii};
    struct text now = {0}, before = {0};
    struct err err;
    scenes[number].make(&scene);
    canvas_resize(&canvas, width, height);
    view_draw(&scene.view, &canvas);
    canvas_dump(&canvas, &now, true);
    char *path = xasprintf("tests/golden/expected/%s-%dx%d%s.txt", scenes[number].name, width,
                           height, is_ascii ? "-ascii" : "");
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
    canvas_release(&canvas);
    end(&scene);
}

static void main_moments(void **unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof(scenes) / sizeof(*scenes); i++) {
        compare(i, 80, 24, false);
        compare(i, 120, 40, false);
        compare(i, 80, 24, true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(main_moments)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
