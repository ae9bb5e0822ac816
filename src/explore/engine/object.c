/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of objects, by address: they stay from execution to execution, their chains and states
 * do not.
 */
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"

#define OBJECTS_MOST (1u << 20)
#define SLOTS        (OBJECTS_MOST * 2)

struct object *objects;
static uint32_t *slots; /* number of an object, 0 none */
static uint32_t count = 1;
static uint32_t *touched; /* in this execution: those that have a state */
OF_EXECUTION static uint32_t touched_count;

void objects_init(void)
{
    objects = engine_reserve(OBJECTS_MOST * sizeof(*objects));
    slots = engine_reserve(SLOTS * sizeof(*slots));
    touched = engine_reserve(OBJECTS_MOST * sizeof(*touched));
}

uint32_t object_find(uint64_t address, enum object_tag tag)
{
    uint64_t key = address | (uint64_t)tag << 56;
    uint32_t slot = (uint32_t)((key * UINT64_C(0x9e3779b97f4a7c15)) >> 43) & (SLOTS - 1);
    while (slots[slot]) {
        if (likely(objects[slots[slot]].key == key))
            return slots[slot];
        slot = (slot + 1) & (SLOTS - 1);
    }
    if (count == OBJECTS_MOST)
        engine_refuse("more than a million variables", 0);
    objects[count] = (struct object){.key = key, .head = -1};
    slots[slot] = count;
    return count++;
}

struct object *object_now(uint64_t address, enum object_tag tag, uint32_t *index)
{
    uint32_t i = object_find(address, tag);
    if (objects[i].epoch != engine.epoch) {
        objects[i].epoch = engine.epoch;
        objects[i].state = 0;
        touched[touched_count++] = i;
    }
    *index = i;
    return &objects[i];
}

void objects_forget(void)
{
    for (uint32_t i = 1; i < count; i++)
        objects[i].head = -1;
}

void objects_reset(void)
{
    touched_count = 0;
}

static bool is_rwlock(uint32_t i)
{
    return objects[i].key >> 56 == TAG_RWLOCK;
}

void objects_keep(void)
{
    for (uint32_t t = 0; t < touched_count; t++) {
        resume_keep(&objects[touched[t]].state, sizeof(objects->state));
        if (is_rwlock(touched[t]))
            rwlock_keep(touched[t]);
    }
}

void objects_put_back(void)
{
    for (uint32_t t = 0; t < touched_count; t++) {
        objects[touched[t]].epoch = engine.epoch;
        if (is_rwlock(touched[t]))
            rwlock_put_back(touched[t]);
    }
}
