/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Scenes for the golden tests: a page, a trace made event by event, results, and what the screen
 * shows of them at each stage of a lesson. Nothing runs and no clock is read.
 */
#ifndef TESTS_GOLDEN_SCENES_H
#define TESTS_GOLDEN_SCENES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/view/view.h"

static const char scene_page[] =
    "---\n"
    "title: One counter, two threads\n"
    "chapter: locks\n"
    "param threads: 2 2 16 threads\n"
    "param additions: 1000000 1000 100000000 additions\n"
    "---\n"
    "# One counter\n"
    "\n"
    "`count.c` has one counter and starts two threads. Each of them does this,\n"
    "*a million times*:\n"
    "\n"
    "    counter++;\n"
    "\n"
    "Then `main` waits for **both** and prints the counter. What could be simpler?\n"
    "\n"
    "```predict\n"
    "Two threads, 1,000,000 additions each. What does it print?\n"
    "( ) 2000000, every time\n"
    "(x) less than 2000000, and a different number each time\n"
    "( ) 1000000, because one thread overwrites the other\n"
    "```\n"
    "\n"
    "## Run it, fifty times\n"
    "\n"
    "Once proves nothing. So we run the program 50 times and count what it ends with.\n"
    "\n"
    "- each thread has a core to itself\n"
    "- both start at the same moment, so that they really add at the same time\n"
    "\n"
    "```run count.c $threads $additions\n"
    "name: bare\n"
    "times: 50\n"
    "watch: counter\n"
    "should: $1 * $2\n"
    "```\n"
    "\n"
    "## Look inside\n"
    "\n"
    "Where do additions go? `counter++` looks like one step. For the processor it is three:\n"
    "\n"
    "1. read `counter`\n"
    "2. add one to what was read\n"
    "3. write that back\n"
    "\n"
    "```run count.c $threads 1000\n"
    "name: traced\n"
    "memory: yes\n"
    "watch: counter\n"
    "should: $1 * $2\n"
    "```\n"
    "\n"
    "## What it costs\n"
    "\n"
    "Put the two side by side.\n"
    "\n"
    "```compare bare traced\n"
    "show: loss values time ends\n"
    "```\n"
    "\n"
    "## What to take home\n"
    "\n"
    "> A run that goes well proves nothing.\n"
    "\n"
    "\xe9\x94\x81\xe4\xb8\x8e\xe7\xba\xbf\xe7\xa8\x8b\xef\xbc\x9a\xe6\xaf\x8f\xe4\xb8\xaa\xe7\xba"
    "\xbf"
    "\xe7\xa8\x8b\xe9\x83\xbd\xe8\xa6\x81\xe7\xad\x89\xe9\x94\x81\xe3\x80\x82 See `pthreads(7)`.\n";

static const char scene_program[] =
    "/* Some threads add to one counter, each of them many times. Nothing protects it. */\n"
    "#include <pthread.h>\n"
    "#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "\n"
    "static long counter; /* one for all threads */\n"
    "static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
    "\n"
    "static void *add(void *argument)\n"
    "{\n"
    "    long additions = (long)argument;\n"
    "    for (long i = 0; i < additions; i++) {\n"
    "        pthread_mutex_lock(&lock);\n"
    "        counter++;\n"
    "        pthread_mutex_unlock(&lock);\n"
    "    }\n"
    "    return NULL;\n"
    "}\n"
    "\n"
    "int main(int argc, char **argv)\n"
    "{\n"
    "    long threads = atol(argv[1]), additions = atol(argv[2]);\n"
    "    pthread_t thread[16];\n"
    "    for (long i = 0; i < threads; i++)\n"
    "        pthread_create(&thread[i], NULL, add, (void *)additions);\n"
    "    for (long i = 0; i < threads; i++)\n"
    "        pthread_join(thread[i], NULL);\n"
    "\n"
    "    printf(\"counter = %ld, should be %ld\\n\", counter, threads * additions);\n"
    "    return argc > 3;\n"
    "}\n";

/* --- a trace
 * -------------------------------------------------------------------------------------- */

struct stage {
    struct trace *trace;
    uint32_t main, t1, t2; /* lanes */
    uint32_t places[64];   /* by line */
    uint32_t lock, counter;
    uint64_t clock;
};

static inline uint32_t scene_lane(struct stage *stage, const char *name, uint32_t tid,
                                  uint32_t ordinal)
{
    struct lane lane = {.pid = 100, .tid = tid, .parent = ordinal ? 1 : 0, .ordinal = ordinal};
    lane.name = trace_add_text(stage->trace, name, strlen(name));
    lane.is_process = ordinal == 0;
    return trace_add_lane(stage->trace, &lane);
}

static inline void scene_event(struct stage *stage, uint64_t after_us, uint32_t lane,
                               enum event_kind kind, uint32_t line, uint64_t object, int64_t a,
                               int64_t b)
{
    const struct lane *who = trace_lane(stage->trace, lane);
    stage->clock += after_us * 1000;
    bool is_memory = kind == K_MEM_READ || kind == K_MEM_WRITE;
    struct event event = {.clock = stage->clock,
                          .where = stage->places[line],
                          .object = object,
                          .a = a,
                          .b = b,
                          .tid = who->tid,
                          .pid = who->pid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .cpu = (uint16_t)(lane == stage->t2),
                          .flags = is_memory ? EVENT_VALUE : 0};
    trace_append(stage->trace, &event);
}

static inline struct stage scene_stage(void)
{
    struct stage stage = {.trace = trace_new()};
    struct trace *trace = stage.trace;
    uint32_t source =
        trace_add_source(trace, "/home/you/count.c", scene_program, sizeof(scene_program) - 1);
    for (uint32_t line = 1; line < 40; line++) {
        struct place place = {.file = source, .line = line};
        stage.places[line] = trace_add_place(trace, &place);
    }
    struct object lock = {.address = 0x5040, .space = 100, .group = GROUP_LOCK};
    lock.name = trace_add_text(trace, "lock", 4);
    stage.lock = trace_add_object(trace, &lock);
    struct object counter = {.address = 0x5020, .space = 100, .group = GROUP_MEMORY, .size = 8};
    counter.name = trace_add_text(trace, "counter", 7);
    counter.type = trace_add_text(trace, "long", 4);
    stage.counter = trace_add_object(trace, &counter);
    stage.main = scene_lane(&stage, "main", 100, 0);
    stage.t1 = scene_lane(&stage, "T1", 101, 1);
    stage.t2 = scene_lane(&stage, "T2", 102, 2);
    struct trace_facts *facts = trace_change_facts(trace);
    facts->command = trace_add_text(trace, "count.c 2 1000", 14);
    facts->kernel_story = trace_add_text(trace, "perf", 4);
    facts->cpus = 2;
    return stage;
}

/* One addition under the lock, which another lane may want meanwhile. */
static inline void scene_addition(struct stage *stage, uint32_t lane, uint32_t other, int64_t value)
{
    uint32_t lock = stage->lock, counter = stage->counter;
    scene_event(stage, 2, lane, K_LOCK, 13, lock, 0, LOCK_PLAIN);
    scene_event(stage, 3, lane, K_MEM_READ, 14, counter, value, 8);
    if (other) {
        scene_event(stage, 4, other, K_LOCK_WAIT, 13, lock, 0, LOCK_PLAIN);
        scene_event(stage, 2, other, K_SWITCH_OUT, 0, 0, 0, 0);
    }
    scene_event(stage, 9, lane, K_MEM_WRITE, 14, counter, value + 1, 8);
    scene_event(stage, 3, lane, K_UNLOCK, 15, lock, 0, LOCK_PLAIN);
    if (other)
        scene_event(stage, 6, other, K_SWITCH_IN, 0, 0, 0, 0);
}

static inline struct stage scene_run(int rounds)
{
    struct stage stage = scene_stage();
    scene_event(&stage, 0, stage.main, K_PROCESS_START, 0, 0, 1, 0);
    scene_event(&stage, 20, stage.main, K_THREAD_CREATE, 25, 0, 0, 0);
    scene_event(&stage, 15, stage.t1, K_THREAD_START, 0, 0, 100, 0);
    scene_event(&stage, 10, stage.main, K_THREAD_CREATE, 25, 0, 0, 0);
    scene_event(&stage, 12, stage.t2, K_THREAD_START, 0, 0, 100, 0);
    scene_event(&stage, 4, stage.main, K_JOIN_WAIT, 27, 0, 0, 0);
    int64_t value = 0;
    for (int i = 0; i < rounds; i++) {
        scene_addition(&stage, stage.t1, i % 3 ? stage.t2 : 0, value++);
        scene_addition(&stage, stage.t2, i % 4 == 1 ? stage.t1 : 0, value++);
    }
    /* In the middle of one more. */
    scene_event(&stage, 2, stage.t1, K_LOCK, 13, stage.lock, 0, LOCK_PLAIN);
    scene_event(&stage, 3, stage.t1, K_MEM_READ, 14, stage.counter, value, 8);
    scene_event(&stage, 5, stage.t2, K_LOCK_WAIT, 13, stage.lock, 0, LOCK_PLAIN);
    scene_event(&stage, 2, stage.t2, K_SWITCH_OUT, 0, 0, 0, 0);
    return stage;
}

/* --- results
 * -------------------------------------------------------------------------------------- */

static inline struct act_result *scene_result(const char *name, const char *command, unsigned times,
                                              unsigned runs, int64_t should, unsigned lossy)
{
    struct act_result *result = calloc(1, sizeof(*result));
    result->name = xstrdup(name);
    result->program = xstrdup("count.c");
    result->command = xstrdup(command);
    result->watch = xstrdup("counter");
    result->times = times;
    result->runs = result->value_count = runs;
    result->lossy_runs = lossy;
    result->has_should = true;
    result->should = should;
    result->values = calloc(runs + 1, sizeof(*result->values));
    result->wall_ns = calloc(runs + 1, sizeof(*result->wall_ns));
    for (unsigned i = 0; i < runs; i++) {
        int64_t lost = should / 100 * (20 + (int64_t)(i * 37 % 41)) + (int64_t)(i * 7919 % 5003);
        result->values[i] = i < lossy ? should - lost : should;
        result->wall_ns[i] = 4100000 + i * 37 % 11 * 90000;
    }
    result->ends[RUN_RETURNED] = runs - lossy;
    result->ends[RUN_ASSERTED] = lossy;
    result->cpus = 2;
    result->keeps_word = true;
    return result;
}

/* --- scenes
 * --------------------------------------------------------------------------------------- */

struct scene {
    struct view view;
    struct lesson *lesson;
    struct stage stage;
    struct model *model, *scratch;
    struct act_result *results[2];
};

/* The number of the n-th block of a kind, from 0. */
static inline size_t scene_block(const struct lesson *lesson, enum block_kind kind, int n)
{
    for (size_t i = 0; i < lesson->block_count; i++)
        if (lesson->blocks[i].kind == kind && n-- == 0)
            return i;
    abort();
}

static inline void scene_begin(struct scene *scene)
{
    struct err err;
    memset(scene, 0, sizeof(*scene));
    scene->lesson =
        lesson_parse("/lessons/count", "lesson.md", scene_page, sizeof(scene_page) - 1, &err);
    if (!scene->lesson) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    scene->results[0] = scene_result("bare", "count.c 2 1000000", 50, 50, 2000000, 48);
    scene->results[1] = scene_result("traced", "count.c 2 1000", 1, 1, 2000, 1);
    scene->results[1]->last.events = 8016;
    scene->view = (struct view){.lesson = scene->lesson,
                                .acts = 4,
                                .act_number = 1,
                                .prediction = -1,
                                .is_live = true,
                                .prompt = "> ",
                                .line = "",
                                .program_name = "count.c",
                                .program_text = scene_program,
                                .results = (const struct act_result *const *)scene->results};
}

static inline void scene_with_trace(struct scene *scene, struct stage stage)
{
    scene->stage = stage;
    scene->model = model_new(stage.trace);
    scene->scratch = model_new(stage.trace);
    model_seek(scene->model, trace_count(stage.trace));
    scene->view.trace = stage.trace;
    scene->view.model = scene->model;
    scene->view.scratch = scene->scratch;
}

static inline void scene_end(struct scene *scene)
{
    model_free(scene->model);
    model_free(scene->scratch);
    trace_free(scene->stage.trace);
    lesson_free(scene->lesson);
    act_result_free(scene->results[0]);
    act_result_free(scene->results[1]);
}

/* Before another trace takes its place. */
static inline void scene_end_trace(struct scene *scene)
{
    model_free(scene->model);
    model_free(scene->scratch);
    trace_free(scene->stage.trace);
    scene->model = scene->scratch = NULL;
    scene->stage.trace = NULL;
}

static inline void scene_home(struct scene *scene)
{
    scene->view.lesson = NULL;
    scene->view.stage = VIEW_HOME;
    scene->view.acts = 0;
    scene->view.output = "Locks:\n"
                         "  count        One counter, two threads          done\n"
                         "  deadlock     Two locks in opposite order\n";
    scene->view.message = "welcome; Enter takes the first lesson that is not yet done";
    scene->view.message_style = STYLE_TEXT;
}

static inline void scene_reading(struct scene *scene)
{
    scene->view.stage = VIEW_READING;
    scene->view.block = scene_block(scene->lesson, BLOCK_RUN, 0);
    scene->view.act_number = 2;
    scene->view.prediction = 0;
}

static inline void scene_asking(struct scene *scene)
{
    scene->view.stage = VIEW_ASKING;
    scene->view.block = scene_block(scene->lesson, BLOCK_PREDICT, 0);
    scene->view.message = "what do you expect? type the number of an answer";
    scene->view.message_style = STYLE_TEXT;
}

static inline void scene_counting(struct scene *scene)
{
    scene_reading(scene);
    act_result_free(scene->results[0]);
    scene->results[0] = scene_result("bare", "count.c 2 1000000", 50, 11, 2000000, 11);
    scene->view.stage = VIEW_RUNNING;
    scene->view.result = scene->results[0];
    scene_with_trace(scene, scene_run(0));
}

static inline void scene_counted(struct scene *scene)
{
    scene_reading(scene);
    scene->view.stage = VIEW_DONE;
    scene->view.result = scene->results[0];
    scene->view.result_count = 1;
    scene_with_trace(scene, scene_run(0));
}

static inline void scene_running(struct scene *scene)
{
    scene->view.stage = VIEW_RUNNING;
    scene->view.block = scene_block(scene->lesson, BLOCK_RUN, 1);
    scene->view.act_number = 3;
    scene->view.act_command = "count.c 2 1000";
    scene->view.result = scene->results[1];
    scene->view.result_count = 1;
    scene_with_trace(scene, scene_run(9));
}

static inline void scene_past(struct scene *scene)
{
    scene_running(scene);
    scene->view.stage = VIEW_DONE;
    scene->view.is_live = false;
    scene->view.message = "one event back";
    model_seek(scene->model, 60);
}

static inline void scene_paused(struct scene *scene)
{
    scene_running(scene);
    scene->view.is_paused = true;
    scene->view.selected_lane = scene->stage.t2;
    scene->view.message = "T2 cannot make a step: it waits for lock, held by T1";
    scene->view.message_style = STYLE_WARN;
}

static inline void scene_done(struct scene *scene)
{
    scene_running(scene);
    scene->view.stage = VIEW_DONE;
    scene->view.result_count = 2;
}

/* Reading on behind a run: what is read goes before its result. */
static inline void scene_read_on(struct scene *scene)
{
    scene_done(scene);
    scene->view.stage = VIEW_READING;
}

/* Where it is narrow: the page alone, and what came of the run alone. */
static inline void scene_large_page(struct scene *scene)
{
    scene_done(scene);
    scene->view.large = LARGE_PAGE;
}

static inline void scene_large_run(struct scene *scene)
{
    scene_done(scene);
    scene->view.large = LARGE_RUN;
}

static inline void scene_compare(struct scene *scene)
{
    scene->view.stage = VIEW_DONE;
    scene->view.block = scene_block(scene->lesson, BLOCK_COMPARE, 0);
    scene->view.act_number = 4;
    scene->view.result_count = 2;
    scene->view.program_text = NULL;
}

static inline void scene_finished(struct scene *scene)
{
    scene->view.stage = VIEW_END;
    scene->view.block = scene->lesson->block_count - 1;
    scene->view.act_number = 4;
    scene->view.result_count = 2;
    scene->view.program_text = NULL;
    scene->view.prediction = 0; /* it came otherwise */
    scene->view.message = "the lesson is over";
    scene->view.message_style = STYLE_GOOD;
}

static inline void scene_replay(struct scene *scene)
{
    scene->view.lesson = NULL;
    scene->view.acts = 0;
    scene->view.stage = VIEW_REPLAY;
    scene_with_trace(scene, scene_run(9));
}

static inline void scene_print(struct scene *scene, uint32_t lane, const char *words)
{
    struct stage *stage = &scene->stage;
    scene_event(stage, 10, lane, K_PRINT, 29, 0, 1, (int64_t)strlen(words));
    struct event event = *trace_event(stage->trace, trace_count(stage->trace) - 1);
    event.clock = stage->clock += 1000;
    event.text = trace_add_text(stage->trace, words, strlen(words));
    trace_append(stage->trace, &event);
    model_seek(scene->model, trace_count(stage->trace));
}

/* A program that has printed: pieces of lines, by several, with what a terminal must not get. */
static inline void scene_printed(struct scene *scene)
{
    scene_done(scene);
    scene->view.lesson = NULL;
    scene->view.acts = 0;
    scene_print(scene, scene->stage.main, "this was long ago\none\ntwo\nthree\n");
    scene_print(scene, scene->stage.t1, "half a line, ");
    scene_print(scene, scene->stage.t2, "\033[2Jthe\tother half\n\n");
    scene_print(scene, scene->stage.main, "counter = 11, no newline");
}

/* On a projector. */
static inline void scene_demo(struct scene *scene)
{
    scene_running(scene);
    scene->view.is_demo = true;
    scene->view.key = "PgDn";
    scene->view.elapsed_s = 12.4;
    trace_change_facts(scene->stage.trace)->kernel_story =
        trace_add_text(scene->stage.trace, "perf", 4);
}

static inline void scene_choosing(struct scene *scene)
{
    scene_reading(scene);
    scene->view.is_full_prompt = true;
    scene->view.line = "s";
    scene->view.cursor = 1;
    scene->view.choices = "save\nset\nspeed\nstep\n";
}

/* The words of a command over the page, in lines that are too long for it. */
static inline void scene_covered(struct scene *scene)
{
    scene_reading(scene);
    scene->view.is_over_page = true;
    scene->view.output =
        "Commands:\n"
        "  lesson  NAME               takes a lesson: step by step on a terminal, otherwise every "
        "act of it, one after the other, as text\n"
        "  quit                       leaves\n"
        "\n"
        "count.c:12:9: error: expected ';' before a word that nobody has ever seen in any program "
        "of any learner\n";
}

static inline void scene_typing(struct scene *scene)
{
    scene_reading(scene);
    scene->view.is_full_prompt = true;
    scene->view.line = "lesson \xe9\x94\x81 cafe\xcc\x81";
    scene->view.cursor = 10;
}

/* --- by hand
 * -------------------------------------------------------------------------------------- */

/* Stands at the gate before this. */
static inline void scene_announce(struct stage *stage, uint32_t lane, enum event_kind kind,
                                  uint32_t line, uint64_t object)
{
    const struct lane *who = trace_lane(stage->trace, lane);
    stage->clock += 3000;
    struct event event = {.clock = stage->clock,
                          .where = stage->places[line],
                          .object = object,
                          .b = 8,
                          .tid = who->tid,
                          .pid = who->pid,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .flags = EVENT_AT_GATE};
    trace_append(stage->trace, &event);
}

static inline void scene_birth(struct stage *stage)
{
    scene_event(stage, 0, stage->main, K_PROCESS_START, 0, 0, 1, 0);
    scene_event(stage, 20, stage->main, K_THREAD_CREATE, 25, 0, 0, 0);
    scene_event(stage, 10, stage->main, K_THREAD_CREATE, 25, 0, 0, 0);
    scene_event(stage, 15, stage->t1, K_THREAD_START, 0, 0, 100, 0);
    scene_event(stage, 12, stage->t2, K_THREAD_START, 0, 0, 100, 0);
    scene_event(stage, 4, stage->main, K_JOIN_WAIT, 27, 0, 0, 0);
}

/* Both have read the same number; one has written, and what the other is about to write undoes
 * that. */
static inline void scene_by_hand(struct scene *scene)
{
    struct stage stage = scene_stage();
    scene_running(scene);
    scene_end_trace(scene);
    scene_birth(&stage);
    scene_event(&stage, 5, stage.t1, K_MEM_READ, 14, stage.counter, 0, 8);
    scene_announce(&stage, stage.t1, K_MEM_WRITE, 14, stage.counter);
    scene_event(&stage, 5, stage.t2, K_MEM_READ, 14, stage.counter, 0, 8);
    scene_announce(&stage, stage.t2, K_MEM_WRITE, 14, stage.counter);
    scene_event(&stage, 9, stage.t1, K_MEM_WRITE, 14, stage.counter, 1, 8);
    scene_announce(&stage, stage.t1, K_UNLOCK, 15, stage.lock);
    scene_with_trace(scene, stage);
    scene->view.is_paused = true;
    scene->view.selected_lane = stage.t1;
}

/* The write that undoes another, gone to in the past. */
static inline void scene_lost(struct scene *scene)
{
    scene_by_hand(scene);
    scene_event(&scene->stage, 9, scene->stage.t2, K_MEM_WRITE, 14, scene->stage.counter, 1, 8);
    size_t now = trace_count(scene->stage.trace);
    scene_event(&scene->stage, 9, scene->stage.t1, K_THREAD_EXIT, 0, 0, 0, 0);
    model_seek(scene->model, now);
    scene->view.stage = VIEW_DONE;
    scene->view.is_live = scene->view.is_paused = false;
    scene->view.has_lost = true;
    scene->view.result_count = 2;
    scene->view.message = "T2 writes counter = 1: what T1 wrote since is lost";
    scene->view.message_style = STYLE_BAD;
}

/* Two in a circle, one behind them. */
static inline void scene_circle(struct scene *scene)
{
    struct stage stage = scene_stage();
    scene_running(scene);
    scene_end_trace(scene);
    struct object other = {.address = 0x5080, .space = 100, .group = GROUP_LOCK};
    other.name = trace_add_text(stage.trace, "other", 5);
    uint32_t second = trace_add_object(stage.trace, &other);
    scene_birth(&stage);
    scene_event(&stage, 2, stage.t1, K_LOCK, 13, stage.lock, 0, LOCK_PLAIN);
    scene_event(&stage, 2, stage.t2, K_LOCK, 15, second, 0, LOCK_PLAIN);
    scene_event(&stage, 2, stage.t1, K_LOCK_WAIT, 14, second, 0, LOCK_PLAIN);
    scene_event(&stage, 2, stage.t2, K_LOCK_WAIT, 16, stage.lock, 0, LOCK_PLAIN);
    scene_with_trace(scene, stage);
    scene->view.stage = VIEW_DONE;
    scene->results[1]->deadlock =
        xstrdup("deadlock: T1 waits for other, held by T2 since line 15; T2 "
                "waits for lock, held by T1 since line 13");
    memset(scene->results[1]->ends, 0, sizeof(scene->results[1]->ends));
    scene->results[1]->ends[RUN_DEADLOCK] = 1;
    scene->results[1]->has_should = false;
    scene->view.result_count = 2;
}

/* The same act again, with four threads. */
static inline void scene_again(struct scene *scene)
{
    scene_counted(scene);
    act_result_free(scene->results[1]);
    scene->results[1] = scene_result("bare", "count.c 4 1000000", 50, 50, 4000000, 50);
    scene->view.result = scene->results[1];
    scene->view.result_count = 2;
}

/* All runs end alike: one bar, and what it does not need is the page's. */
static inline void scene_agreed(struct scene *scene)
{
    scene_counted(scene);
    act_result_free(scene->results[0]);
    scene->results[0] = scene_result("bare", "count.c 2 1000000", 50, 50, 2000000, 0);
    scene->view.result = scene->results[0];
}

#include "scenes_exercise.h"

static const struct {
    const char *name;
    void (*make)(struct scene *);
} scenes[] = {
    {"home", scene_home},           {"asking", scene_asking},
    {"reading", scene_reading},     {"counting", scene_counting},
    {"counted", scene_counted},     {"running", scene_running},
    {"paused", scene_paused},       {"past", scene_past},
    {"done", scene_done},           {"compare", scene_compare},
    {"end", scene_finished},        {"replay", scene_replay},
    {"typing", scene_typing},       {"by-hand", scene_by_hand},
    {"lost", scene_lost},           {"circle", scene_circle},
    {"again", scene_again},         {"printed", scene_printed},
    {"demo", scene_demo},           {"choosing", scene_choosing},
    {"covered", scene_covered},     {"untried", scene_untried},
    {"checking", scene_checking},   {"not-yet", scene_not_yet},
    {"offers", scene_offers},       {"large-page", scene_large_page},
    {"large-run", scene_large_run}, {"read-on", scene_read_on},
    {"agreed", scene_agreed},
};

#define SCENE_COUNT (sizeof(scenes) / sizeof(*scenes))

#endif
