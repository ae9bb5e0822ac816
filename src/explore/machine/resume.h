/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An execution has a long beginning in common with the one before it: all up to where another
 * choice is made. So where an execution parts from the one before, the state of everything is put
 * aside, and the next one that goes by there begins there, instead of at main.
 *
 * State is what the program has (variables, heap, stacks) and what the engine knows of this one
 * execution. The engine's own lies in few places: variables marked OF_EXECUTION, the end of struct
 * engine, and what the modules name in their *_keep(). What a search has by step stays where it is:
 * it is popped to the same step (record_pop).
 *
 * It is done for programs of which all state is known to be one of these: see resume_init(). It
 * changes no answer; `--backend fast` does without.
 */
#ifndef EXPLORE_MACHINE_RESUME_H
#define EXPLORE_MACHINE_RESUME_H

#include "explore/engine/engine.h"

/* A variable without initial value that is put aside, and back. */
#define OF_EXECUTION __attribute__((section("of_execution")))

extern struct resume {
    bool is_on;     /* this program's executions may be resumed */
    bool is_wanted; /* the running thread waits for its state to be put aside */
    uint32_t last;  /* the deepest step that one can be resumed at; 0: none */
    uint32_t apart; /* steps between two such: what copying costs no more than making them */
} resume;

/* After the program's variables, heap and stacks were found. */
void resume_init(void);
/* What was put aside is of no use any more: the same steps would lead to another state. */
void resume_forget(void);
/* The execution's state is to be put back, as deep as engine.fixed allows; false: none is there, it
 * begins at main. On the search's stack. */
bool resume_restore(void);
/* Before a step is chosen. Returns again, with all as it is now, each time that the state is put
 * back; by then engine.fixed may lie further on. */
void resume_take(struct thread *me);
/* The rest of it, on the search's stack: then the running thread is to go on. */
void resume_copy(void);
/* Only while state is put aside: these bytes are part of it. They must stay where they are. */
void resume_keep(void *at, size_t size);

ALWAYS_INLINE bool resume_is_due(uint32_t depth)
{
    return depth == engine.fixed && resume.is_on && depth >= resume.last + resume.apart;
}

#endif
