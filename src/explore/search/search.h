/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who is next, and which execution comes after this one. Each way to search is one file with these
 * functions.
 */
#ifndef EXPLORE_SEARCH_SEARCH_H
#define EXPLORE_SEARCH_SEARCH_H

#include "explore/engine/engine.h"

/* What may be next: a thread's operation, or a signal that is delivered to it first. */
struct choice {
    uint8_t thread, signal; /* 0: none */
};

struct search {
    enum mode mode;
    /* Forgets all that was learned. */
    void (*begin)(void);
    /* Step engine.depth is new: who makes it? `me` made the last one. NULL: the execution ends,
     * engine.ending says why. engine.signal is 0, or to be set: see choice. */
    struct thread *(*next)(struct thread *me);
    /* Step engine.depth was recorded. NULL: of no interest. */
    void (*made)(struct thread *thread);
    /* The execution came to its end: is it to be counted? NULL: it is. */
    bool (*counts)(void);
    /* The execution is over. Sets engine.fixed and pops the rest; false: there is no other. */
    bool (*advance)(void);
};

extern const struct search search_replay, search_bounded, search_prove, search_random, search_fair;
extern const struct search *search;

/* Works off the request. */
void search_run(void);

/* The thread that a run without surprise goes on with: `me` if it can, else the first that can. */
struct thread *search_default(struct thread *me, uint64_t not_these);
/* All that could be next, the one without surprise first: a signal is taken at once, an alarm rings
 * when nothing else can happen. The array is valid until the next call. */
uint32_t search_choices(struct thread *me, const struct choice **choices);
/* Makes a choice: engine.signal, and the thread. */
struct thread *search_take(struct choice choice);
/* After how many choices a proof is divided into parts; 0: it is not. */
uint32_t search_shard_depth(void);
/* The next part: is it for this shard? */
bool search_deal(void);
/* Nobody can go on, or nobody should: sets engine.ending. */
void search_stuck(void);

#endif
