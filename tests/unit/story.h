/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Traces for tests, made by hand: lanes main, T1 and T2 of process 100, a few objects and a source;
 * then one event after the other, a microsecond apart.
 */
#ifndef TESTS_UNIT_STORY_H
#define TESTS_UNIT_STORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/trace/model.h"
#include "core/trace/narrate.h"
#include "core/trace/trace.h"

enum { STORY_PID = 100 };
enum { MAIN = 1, T1, T2 };                                                /* lanes */
enum { LOCK = 1, LOCK_B, COUNTER, READY, SEM, HANDLE1, HANDLE2, GATHER }; /* objects */

static inline uint32_t story_text(struct trace *trace, const char *string)
{
    return trace_add_text(trace, string, strlen(string));
}

static inline uint32_t story_object(struct trace *trace, const char *name, uint64_t address,
                                    int group, const char *type, uint16_t size)
{
    struct object object = {.address = address,
                            .space = STORY_PID,
                            .name = story_text(trace, name),
                            .group = (uint16_t)group,
                            .type = story_text(trace, type),
                            .size = size};
    return trace_add_object(trace, &object);
}

static inline struct trace *story_new(void)
{
    struct trace *trace = trace_new();
    static const char *const names[] = {"main", "T1", "T2"};
    for (uint32_t i = 0; i < 3; i++) {
        struct lane lane = {.pid = STORY_PID,
                            .tid = STORY_PID + i,
                            .parent = i ? MAIN : 0,
                            .name = story_text(trace, names[i]),
                            .ordinal = i,
                            .is_process = i == 0,
                            .handle = 0x7000 + i};
        trace_add_lane(trace, &lane);
    }
    story_object(trace, "lock", 0x1000, GROUP_LOCK, "pthread_mutex_t", 0);
    story_object(trace, "lock_b", 0x1100, GROUP_LOCK, "pthread_mutex_t", 0);
    story_object(trace, "counter", 0x1200, GROUP_MEMORY, "int", 4);
    story_object(trace, "ready", 0x1300, GROUP_WAIT, "pthread_cond_t", 0);
    story_object(trace, "seats", 0x1400, GROUP_WAIT, "sem_t", 0);
    story_object(trace, "", 0x7001, GROUP_TASK, "", 0);
    story_object(trace, "", 0x7002, GROUP_TASK, "", 0);
    story_object(trace, "meeting", 0x1500, GROUP_WAIT, "pthread_barrier_t", 0);
    uint32_t file = trace_add_source(trace, "/tmp/x/race.c", "int main;\n", 10);
    for (uint32_t line = 1; line <= 40; line++)
        trace_add_place(trace, &(struct place){.file = file, .line = line});
    return trace;
}

/* The next event; where is a line of race.c, 0 unknown. */
static inline size_t tell(struct trace *trace, uint32_t lane, enum event_kind kind, uint64_t object,
                          int64_t a, int64_t b, uint64_t line, uint32_t flags)
{
    struct event event = {.clock = 1000 * (trace_count(trace) + 1),
                          .where = line,
                          .object = object,
                          .a = a,
                          .b = b,
                          .pid = lane < trace_lanes(trace) ? trace_lane(trace, lane)->pid : 0,
                          .tid = lane < trace_lanes(trace) ? trace_lane(trace, lane)->tid : 0,
                          .lane = lane,
                          .kind = (uint16_t)kind,
                          .cpu = (uint16_t)(lane % 2),
                          .flags = flags};
    trace_append(trace, &event);
    return trace_count(trace) - 1;
}

static inline void begin(struct trace *trace)
{
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    tell(trace, T1, K_THREAD_START, HANDLE1, STORY_PID, 0, 0, 0);
    tell(trace, T2, K_THREAD_START, HANDLE2, STORY_PID, 0, 0, 0);
}

static inline struct model *at_end(const struct trace *trace)
{
    struct model *model = model_new(trace);
    model_seek(model, trace_count(trace));
    return model;
}

#endif
