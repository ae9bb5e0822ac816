/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The explorer inside the explored program. It owns every call by which threads meet, so it decides
 * who goes on: one thread runs at a time, and hands the processor on in engine_step().
 *
 *   hooks (memory.c, mutex.c, ...)   announce an operation, are chosen, carry it out
 *   engine.c                         threads, the step, the end of an execution
 *   record.c                         what happened: events, what depends on what, data races
 *   search.c, dpor.c, ...            who is next, and which execution comes after this one
 *   context.c, heap.c, snapshot.c    stacks, memory, and how all is put back
 *   resume.c                         an execution that begins in the middle
 *   backend.c, turns.c, fresh.c      where that is not possible: real threads, real processes
 *   leak.c                           what is lost at the end of an execution
 *
 * A step is one visible operation and the thread's own business up to its next one. So each thread
 * that is not running has announced what it will do next, and whether it can: that is all a
 * search needs to know.
 *
 * The engine has mutable globals: it is one engine in one process, and its hooks have no argument.
 */
#ifndef EXPLORE_ENGINE_ENGINE_H
#define EXPLORE_ENGINE_ENGINE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "event/verdict.h"

#define HOOK          __attribute__((visibility("default")))
#define ALWAYS_INLINE static inline __attribute__((always_inline))
#define likely(x)     __builtin_expect(!!(x), 1)
#define unlikely(x)   __builtin_expect(!!(x), 0)
/* The learner's line; only in a hook itself. */
#define WHERE engine_called((uintptr_t)__builtin_dwarf_cfa(), __builtin_return_address(0))

#define THREADS    VERDICT_THREADS
#define STACK_SIZE ((size_t)8 << 20) /* as the C library gives by default */
#define NOBODY     (-1)

/* --- operations ------------------------------------------------------------------------------- */

enum op_type {
    OP_MEMORY, /* load, store, atomic update */
    OP_PLAIN,  /* always possible, nothing special: signal, post, unlock, print ... */
    OP_JOIN,   /* possible when thread `argument` has ended */
    OP_LOCK,   /* when links[0].object is free */
    OP_RDLOCK, /* when it has no writer */
    OP_WRLOCK, /* when it has neither */
    OP_TAKE,   /* when its value is above 0 */
    OP_WAKE,   /* when the condition has something for this thread and links[0].object is free */
    OP_PASS,   /* when the barrier's round `argument` is over */
    OP_AWAIT,  /* when links[0].object has changed its state from `argument` */
    OP_FETCH,  /* when there is something in the pipe, or nobody can write to it any more */
    OP_PUT,    /* when it has room for `argument` bytes, or nobody can read from it any more */
    OP_YIELD,  /* always possible; going to another thread here is no preemption */
    OP_EXIT,   /* ends the execution: what is not printed by then never is */
    /* signals.h */
    OP_DELIVER, /* a handler runs in front of what the thread had announced */
    OP_PAUSE,   /* never by itself: a handler ends it */
    OP_CALM,    /* when nothing is to be delivered to the thread */
    OP_SIGWAIT, /* when one of the signals `argument` is pending */
};

enum link_mode {
    LINK_READ,  /* independent of other readings */
    LINK_WRITE, /* depends on all */
};

#define OP_ATOMIC   0x01u
#define OP_ACQUIRE  0x02u
#define OP_RELEASE  0x04u
#define OP_WRITES   0x08u /* memory: a store or an update */
#define OP_READS    0x10u
#define OP_RESOLVED 0x20u /* its links are filled in */
#define OP_SPINS    0x40u /* repeats what it did, and nobody has written since */
#define OP_TRIES    0x80u /* changes nothing if it fails */

#define OP_LINKS 5

/* What an operation touches. Two operations depend on each other when they have links to one object
 * whose masks overlap, not both for reading. */
struct link {
    uint32_t object;
    uint8_t mask; /* bytes of a word of memory */
    uint8_t mode;
};

struct op {
    uint8_t type, thread, flags;
    uint8_t base_links, links_used; /* behind its own: what a spinning thread looked at */
    uint8_t size;
    uint16_t kind; /* enum event_kind, for the trace */
    struct link links[OP_LINKS];
    uint64_t address;
    uint64_t where;
    int64_t argument;
};

/* --- objects: words of memory, locks, conditions ... ------------------------------------------ */

struct object {
    uint64_t key;               /* address and tag */
    int32_t head;               /* last entry of its chain in the trail of links, -1 none */
    uint32_t epoch;             /* the execution that `state` belongs to */
    int64_t state;              /* see the hooks; 0 at the start of each execution */
    uint8_t first;              /* 1 + the first thread that touched it, in any execution; 0 none */
    bool is_common, is_written; /* several threads touched it; one changed it; in any execution */
    bool is_shared;             /* both: else no step that touches it concerns another thread */
    bool is_escaped;
};

enum object_tag {
    TAG_MEMORY,
    TAG_LOCK,
    TAG_COND,
    TAG_TOKENS,
    TAG_SEM,
    TAG_RWLOCK,
    TAG_BARRIER,
    TAG_ONCE,
    TAG_BLOCK,
    TAG_STREAM,
    TAG_THREAD,
    TAG_SIGNAL,
    TAG_PIPE,
};

extern struct object *objects;
/* The address of the one stream that all print to, which the end of an execution cuts off. */
#define OUTPUT 1u

uint32_t object_find(uint64_t address, enum object_tag tag);
/* The same with its state of this execution. */
struct object *object_now(uint64_t address, enum object_tag tag, uint32_t *index);
void objects_init(void);
void objects_reset(void);  /* a new execution begins */
void objects_forget(void); /* chains are empty */
/* resume.h: their states, and these again. */
void objects_keep(void);
void objects_put_back(void);

ALWAYS_INLINE uint64_t object_address(const struct object *object)
{
    return object->key & ((UINT64_C(1) << 56) - 1);
}

/* --- threads ---------------------------------------------------------------------------------- */

enum life {
    LIFE_NONE,
    LIFE_NEWBORN, /* runs up to its first operation, within its creator's step */
    LIFE_GOING,
    LIFE_OVER,
};

struct thread {
    void *sp; /* context.c */
    uint64_t fs;
    uintptr_t stack_low;
    size_t stack_size;
    uintptr_t tls_low;
    size_t tls_size;
    uint8_t index, life;
    bool is_stuck;    /* put aside until the end of the execution (spin.c) */
    bool was_in_vain; /* and there was news when it was */
    bool is_detached, is_joined;
    bool is_cancelled, cancel_off, cancel_async, at_point; /* cancel.c */
    int8_t joiner;
    int32_t last; /* its last event; before it has one, its creator's; -1 none */
    uint32_t steps;
    struct thread *creator;
    struct op op;       /* what it will do next */
    uintptr_t hook_top; /* of the frame of the hook that it called last: above is the program's */
    uint64_t hook_where;
    void *(*start)(void *);
    void *argument, *result;
    pthread_t handle;
    void *cleanup;              /* innermost handler of pthread_cleanup_push (keys.c) */
    uint64_t cond_since;        /* when it began to wait on a condition */
    uint32_t looked;            /* 1 + steps made when it last read something all alone; 0: it did
                                 * not since it took a lock so */
    int32_t woken_by;           /* event that lets it pass */
    uint64_t clock_ns;          /* its virtual time */
    uint32_t requests;          /* that may fail: made so far */
    uint64_t made_at;           /* where it was created */
    int64_t expected[OP_LINKS]; /* while it is put aside: the values that it has seen */
    uint64_t blocked;           /* signals: bit number - 1 */
    uintptr_t handler_frame;    /* of the innermost handler: above it is what it interrupted */
    uint8_t handlers;           /* signal handlers that it is in (signals.c) */
    uint8_t waits;              /* 1 + how a handler ends what it waits for; 0: not */
    bool was_interrupted;       /* and one did */
    bool is_unsafe;             /* in a call that is not async-signal-safe */
};

enum ending {
    END_NONE,
    END_RETURNED, /* exit, or return from main: `status` */
    END_FAILED,   /* a failure has been noted */
    END_DEADLOCK,
    END_LIVELOCK,
    END_PRUNED,  /* a thread went round in vain: one where it came later is run as well */
    END_BLOCKED, /* all that could go on are asleep: an equivalent execution was seen */
    END_SKIPPED, /* it belongs to another shard */
    END_DIVERGED,
    END_LONG, /* too many steps */
    END_STOP, /* the search is to end here */
};

enum mode {
    MODE_REPLAY,
    MODE_BOUNDED,
    MODE_PROVE,
    MODE_RANDOM,
    MODE_FAIR,
};

struct engine {
    bool is_shared;    /* with the processes that executions run in: fresh.h */
    bool has_fence;    /* what an answer does is held to its own: fence.h */
    bool is_live;      /* an execution is going on */
    bool is_recording; /* its events are wanted */
    uint32_t fixed;    /* steps that are as in the execution before */
    uint32_t escapes;  /* objects that are escaped */
    bool has_escaped;  /* one was added in this execution */
    bool knows_all;    /* nothing more may be learned: all shards have to know the same */
    bool shared_grew;
    uint32_t fail_at; /* this request of that thread fails; 0: none does */
    unsigned fail_thread;
    uint32_t requests_most[THREADS]; /* of any execution */
    bool has_cancel;                 /* the program cancels threads */
    bool has_async;                  /* a thread may be cancelled at any time */
    bool has_ends;                   /* it asks whether one has ended: that is a step */
    bool has_signals;                /* a signal comes from elsewhere: its delivery is a step */
    bool has_rounds;                 /* a thread went round that changed something on its way */
    bool watches_spins;              /* a thread made many steps on end: spin.c looks at each */
    bool is_incomplete;              /* an execution was cut short */
    bool was_cut;                    /* schedules with more preemptions were left out */
    uint32_t bound;
    uint32_t wakeups;     /* without cause, that one execution may have */
    bool was_kept_asleep; /* a thread could have woken up so, had there been more */
    uint32_t epoch;       /* number of the execution */
    uintptr_t globals;    /* the program's writable variables */
    size_t globals_size;
    uintptr_t constants; /* its code, and what it can only read */
    size_t constants_size;
    uintptr_t code; /* its functions */
    size_t code_size;
    enum mode mode;
    enum ending ending;
    int status;
    volatile bool is_time_up;
    uint64_t began_ns;
    pid_t pid, parent; /* what the program is told */
    int signal;        /* the step that was chosen delivers it; 0: none */
    struct thread root;
    /* From here on it is the state of this execution, which is put aside and back (resume.h).
     * Nothing that a thread does is a step: it is all alone, or the engine is not running. */
    bool is_alone;
    struct thread *current;
    uint32_t depth;   /* steps made */
    uint32_t count;   /* threads created */
    uint32_t others;  /* threads that are neither the main thread nor joined */
    uint32_t run;     /* steps that the current thread made on end */
    uint32_t pending; /* signals that are, and alarms that are set */
    struct thread threads[THREADS];
};

extern struct engine engine;
extern struct verdict *verdict;

ALWAYS_INLINE uint64_t engine_called(uintptr_t hook_top, const void *where)
{
    struct thread *me = engine.current;
    me->hook_top = hook_top;
    return me->hook_where = (uint64_t)(uintptr_t)where;
}

/* The running thread has filled in its op and waits to be chosen. Returns when it may do it. */
void engine_step(struct thread *me);
/* The running thread is over. */
_Noreturn void engine_thread_over(struct thread *me);
/* The execution ends here, in the middle of it. */
_Noreturn void engine_end(enum ending ending);
/* Runs `main` once as the search wants it. */
void engine_execute(void);
struct thread *engine_create(void *(*start)(void *), void *argument);
struct thread *engine_find(pthread_t handle);
/* Can it make its step now? */
bool engine_is_ready(struct thread *thread);
/* The same of a thread that is put aside because it spins. */
bool engine_may_go(struct thread *thread);
bool engine_could(const struct op *op, int64_t state);
/* Announces an operation on one or two sync objects and waits for the turn; no step if alone and
 * possible. */
void engine_do(struct op *op);
/* The program does what cannot be explored. */
_Noreturn void engine_refuse(const char *what, uint64_t where);
/* The same of one of many that are alike: enum refused_kind. */
_Noreturn void engine_refuse_kind(unsigned kind, const char *what, uint64_t where);
_Noreturn void engine_internal(const char *what);
/* The running thread asks for what may be refused: is it, this time? */
bool engine_request_fails(void);

extern int (*engine_main)(int, char **, char **);
extern int engine_argc;
extern char **engine_argv, **engine_envp;

/* --- small helpers without libc --------------------------------------------------------------- */

/* Address space that gets memory when touched. Ends the process if there is none. Not within an
 * execution: that may be in a process of its own. */
void *engine_reserve(size_t size);
/* The process ends at once: exit and its like are the program's. */
_Noreturn void engine_quit(int status);
uint64_t engine_now_ns(void);

#endif
