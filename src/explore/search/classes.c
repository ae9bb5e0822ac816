/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/search/classes.h"

#include <string.h>

#include "explore/calls/signals.h"
#include "explore/search/record.h"

#define SLOTS (1u << 22)

static uint64_t *hashes; /* a set; 0 none */
static uint32_t *places; /* by step: the how manieth of its thread it is */
static uint64_t count;

void classes_forget(void)
{
    if (count > 0)
        memset(hashes, 0, SLOTS * sizeof(*hashes));
    count = 0;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 31;
}

/* The order of steps that do not depend on each other is of no account: a sum. */
static uint64_t hash_execution(void)
{
    uint32_t made[THREADS] = {0};
    uint64_t sum = 1;
    for (uint32_t j = 0; j < engine.depth; j++) {
        unsigned thread = steps[j].op.thread;
        const uint32_t *clock = record_clock(j);
        places[j] = ++made[thread];
        uint64_t hash = mix(thread + THREADS * (uint64_t)signals_of(&steps[j].op), places[j]);
        for (uint32_t i = 0; i < clock_width; i++)
            hash = mix(hash, clock[i] > 0 ? places[clock[i] - 1] : 0);
        sum += mix(hash, 1);
    }
    return sum | 1;
}

uint64_t classes_count(void)
{
    if (!hashes) {
        hashes = engine_reserve(SLOTS * sizeof(*hashes));
        places = engine_reserve(EVENTS_MOST * sizeof(*places));
    }
    uint64_t hash = hash_execution();
    uint32_t slot = (uint32_t)(hash >> 42);
    for (; hashes[slot]; slot = (slot + 1) & (SLOTS - 1))
        if (hashes[slot] == hash)
            return count;
    if (count == SLOTS / 2)
        engine_internal("more classes than can be counted");
    hashes[slot] = hash;
    return ++count;
}
