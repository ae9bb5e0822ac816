/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Draws scripts for the interpreter: small random programs, the same in each run.
 */
#ifndef TEST_ENGINE_SCRIPTS_H
#define TEST_ENGINE_SCRIPTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "unit/engine/script.h"

#define SCRIPTS_SEED 20240229

static uint64_t state = SCRIPTS_SEED;

static unsigned draw(unsigned limit)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)((state >> 11) % limit);
}

struct script {
    uint64_t number, scale;
    int digits;
    bool is_cut;
};

static void put(struct script *script, enum action action, unsigned k)
{
    if (script->digits == SCRIPT_DIGIT)
        return;
    script->number += script->scale * (4 * action + k);
    script->scale *= SCRIPT_BASE;
    script->digits++;
    script->is_cut |= action == A_LEAVE;
}

static void put_simple(struct script *script)
{
    static const enum action simple[] = {A_READ, A_READ, A_WRITE, A_WRITE,
                                         A_ADD,  A_LOAD, A_STORE, A_SWAP};
    put(script, simple[draw(sizeof(simple) / sizeof(*simple))], draw(2));
}

/* Mostly as programs are: what is locked is unlocked. Sometimes not. */
static void put_locked(struct script *script, enum action lock, enum action unlock)
{
    unsigned k = draw(2);
    put(script, lock, k);
    for (unsigned n = draw(3); n > 0; n--)
        put_simple(script);
    if (draw(8) == 0)
        put(script, lock, 1 - k);
    if (draw(16) > 0)
        put(script, unlock, k);
}

static bool has_signals; /* some of what is written sends signals, or has to do with them */

static void put_signals(struct script *script)
{
    static const enum action actions[] = {A_KILL, A_KILL, A_MASK, A_SLEEP};
    put(script, actions[draw(4)], draw(4));
}

static bool has_heap; /* some of what is written allocates */

static void put_some(struct script *script)
{
    if (has_heap && draw(6) == 0) {
        put(script, A_HEAP, draw(4));
        return;
    }
    if (has_signals && draw(3) == 0) {
        put_signals(script);
        return;
    }
    static const enum action others[] = {A_TRY,      A_WAIT,      A_WAIT_TIMED, A_SET,  A_SET,
                                         A_SIGNAL,   A_BROADCAST, A_TAKE,       A_POST, A_POST,
                                         A_TRY_TAKE, A_TRY_READ,  A_TRY_WRITE,  A_MEET, A_ONCE,
                                         A_PRINT,    A_SIGNAL,    A_CLAIM,      A_YIELD};
    unsigned way = draw(40);
    if (way < 16)
        put_simple(script);
    else if (way < 22)
        put_locked(script, A_LOCK, A_UNLOCK);
    else if (way < 27)
        put_locked(script, draw(3) ? A_READ_LOCK : A_WRITE_LOCK, A_UNLOCK_SHARED);
    else if (way < 39)
        put(script, others[draw(sizeof(others) / sizeof(*others))], draw(2));
    else
        put(script, A_LEAVE, 0);
}

/* True: it may end in the middle. */
static bool write_program(char *words, size_t size)
{
    unsigned threads = 2 + (draw(3) == 0), each = threads == 2 ? 6 : 4;
    if (has_signals)
        threads = 2, each = 4; /* signals come at any step: there are many more schedules */
    size_t at = 0;
    bool is_cut = false;
    words[0] = '\0';
    for (unsigned i = 0; i < threads; i++) {
        struct script script = {.scale = 1};
        for (unsigned n = 1 + draw(each); n > 0; n--)
            put_some(&script);
        at += (size_t)snprintf(words + at, size - at, "%s%lu", i ? " " : "",
                               (unsigned long)script.number);
        is_cut |= script.is_cut;
    }
    return is_cut;
}

#endif
