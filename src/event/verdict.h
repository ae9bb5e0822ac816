/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The verdict: what the tutor asks of an explored program, and what the explorer in it answers.
 *
 * A program is compiled with memory hooks (core/build/build.h) and linked with
 * libconc-tutor-explore.so where a live run is linked with the probe. The tutor makes a memfd of
 * sizeof(struct verdict) bytes (a new memfd is all zeros), seals it against shrinking, fills in
 * `magic`, `version` and `request`, and starts the program with VERDICT_ENVIRONMENT set to a path
 * that opens that memfd
 * (/proc/self/fd/N with N inherited). The program's arguments are the learner's. The library runs
 * `main` again and again; what the program prints is kept, and reaches no descriptor.
 *
 * When the search is over the library stores `state` and the process ends with status 0. A process
 * that ends in any other way with state VERDICT_RUNNING has given no answer: say so. The tutor may
 * look at `progress` at any time and may kill the process at any time (that is "out of budget");
 * failures found by then are all there below failure_count, each complete.
 *
 * Without VERDICT_ENVIRONMENT the library says on stderr that it is no way to run the program, and
 * the process ends with status 77.
 *
 * The tutor trusts nothing it reads here: indexes and offsets may be anything, texts may lack their
 * end, and all may change while it is read. Read what you check once.
 *
 * A schedule is a text: "m3 a1 b2": main makes 3 steps, then the first thread 1, then the second 2.
 * Letters: m is main; a to l, n to z, A to Z are the others in the order of their creation. A step
 * is one visible operation (a call that synchronises, prints or ends; an access of memory that is
 * not the thread's own stack) and all that follows it up to the thread's next one. While a thread
 * is all alone (the others are joined, or not yet created) what it does is no step: there was no
 * choice. Who is woken by a signal, what times out, what wakes up without cause are steps of the
 * thread that wakes. "a@2" besides: the second request of thread a (an allocation, a trylock)
 * fails. "a=10": thread a takes signal 10: that is a step, its handler begins. Behind the
 * schedule's end a program goes on with as few switches as can be.
 */
#ifndef EVENT_VERDICT_H
#define EVENT_VERDICT_H

#include <stdatomic.h>
#include <stdint.h>

#include "event/event.h"

#define VERDICT_MAGIC       0x76747463u /* "cttv" */
#define VERDICT_VERSION     6u
#define VERDICT_ENVIRONMENT "CONC_TUTOR_VERDICT"

#define VERDICT_THREADS        52u /* that a program may create in one execution, main included */
#define VERDICT_FAILURES       64u
#define VERDICT_OUTCOMES       512u
#define VERDICT_REASONS        16u
#define VERDICT_REASON_BYTES   64u
#define VERDICT_EVENTS         65536u
#define VERDICT_SCHEDULE_BYTES 8192u
#define VERDICT_TEXT_BYTES     240u
#define VERDICT_POOL_BYTES     (1u << 20)

/* --- the request ------------------------------------------------------------------------------ */

/* What to do, in this order, each if asked for. The search ends at the first failure that is not a
 * data race, unless ASK_ALL. */
enum verdict_ask {
    ASK_REPLAY = 1 << 0,  /* run `schedule` once, and on to the end of the program */
    ASK_BOUNDED = 1 << 1, /* all schedules with 0 preemptions, with 1, ... up to `preemptions` */
    ASK_PROVE = 1 << 2,   /* all schedules that differ, by partial-order reduction */
    ASK_RANDOM = 1 << 3,  /* `random_executions` random schedules from `seed` */
    ASK_FAIR = 1 << 4, /* before these, if threads spin: some schedules on which they take turns */

    ASK_ALL = 1 << 8,      /* go on after a failure: all failures, all outcomes */
    ASK_SPURIOUS = 1 << 9, /* waits on conditions may end without cause */
    ASK_STOP = 1 << 10,    /* with ASK_REPLAY: stop behind the schedule, and fill in `threads` */
    ASK_FAILURES =
        1 << 13,         /* once more for each request (an allocation, a trylock) that may fail */
    ASK_COUNT = 1 << 12, /* with ASK_BOUNDED: count in `distinct` how many of them differ */
};

/* How threads of the program take turns, and how an execution begins anew; each as before, slower,
 * and possible where the one before is not. The answers are the same. */
enum verdict_backend {
    BACKEND_AUTO,         /* the first of these that works */
    BACKEND_FAST,         /* one thread goes from stack to stack; variables are put back */
    BACKEND_FAST_SYSCALL, /* the same, the thread pointer being set by a system call */
    BACKEND_CONTEXTS,     /* the same, by swapcontext() */
    BACKEND_THREADS,      /* real threads hand the turn on; variables are put back */
    BACKEND_PROCESSES,    /* and each execution is a process of its own; nothing is put back */
    BACKENDS
};

struct verdict_request {
    uint32_t ask;               /* ASK_* */
    uint32_t preemptions;       /* highest bound of ASK_BOUNDED */
    uint64_t executions;        /* most, over all; 0: no limit */
    uint64_t random_executions; /* 0: until the budget is used up */
    uint64_t budget_ns;         /* for all; 0: no limit */
    uint64_t seed;
    uint64_t steps; /* most of one execution; 0: 20,000 */
    /* Of ASK_PROVE and ASK_RANDOM only part `shard` (from 0) of `shards`, and no ASK_BOUNDED;
     * shards 0 or 1: all of it. Together the parts are the whole, and no two have anything in
     * common. */
    uint32_t shard, shards;
    uint32_t backend; /* enum verdict_backend */
    /* ASK_REPLAY: what to replay. Else the search begins behind it: only what begins with it is
     * looked at. "": from the start. */
    char schedule[VERDICT_SCHEDULE_BYTES];
};

/* --- the answer ------------------------------------------------------------------------------- */

enum verdict_state {
    VERDICT_RUNNING, /* or gone without an answer */
    VERDICT_DONE,
    VERDICT_REFUSED,     /* the program does what cannot be explored: `text` says what, `where` */
    VERDICT_INTERNAL,    /* the explorer's own failure: `text`; nothing that was found counts */
    VERDICT_NO_SCHEDULE, /* the request's schedule is none */
};

/* doc/json.md has the words. */
enum verdict_kind {
    VERDICT_NONE,
    VERDICT_PROVED,
    VERDICT_FAILED,
    VERDICT_BOUNDED,
    VERDICT_SAMPLED,
    VERDICT_EXHAUSTED,
};

/* What was refused is one of these, and there is advice for it. */
enum refused_kind {
    REFUSED_OTHER,
    REFUSED_PROCESS,
    REFUSED_FILE,
    REFUSED_INPUT, /* what somebody types */
    REFUSED_DESCRIPTOR,
};

struct verdict_progress {
    _Atomic uint64_t executions; /* complete runs of the program so far */
    _Atomic uint64_t classes;    /* of ASK_PROVE: complete runs, no two of them equivalent */
    _Atomic uint64_t steps;
    _Atomic uint64_t too_long; /* of the complete ones: cut off, with too many steps */
    _Atomic uint64_t blocked;  /* runs given up because an equivalent one had been seen */
    _Atomic uint64_t resumed;  /* of all: began where they part from the one before, not at main */
    _Atomic uint64_t
        diverged; /* runs that did not follow their schedule: not 0 is a failure of ours */
    _Atomic uint32_t phase;    /* the ASK_* that is being worked on */
    _Atomic uint32_t bound;    /* preemptions, while ASK_BOUNDED */
    _Atomic uint32_t restarts; /* of the search, when it learned that more memory is shared */
};

/* doc/json.md has the words, in this order. */
enum failure_kind {
    FAILURE_RACE,
    FAILURE_ASSERTION,
    FAILURE_DEADLOCK,
    FAILURE_LIVELOCK,
    FAILURE_CRASH,
    FAILURE_MISUSE,
    FAILURE_LEAK,
    FAILURE_EXIT,
    FAILURE_KINDS
};

struct verdict_failure {
    uint32_t kind;
    uint32_t preemptions, steps;
    uint32_t wakeups;       /* without cause */
    uint32_t thread, other; /* who (0 main, 1 the first created ...); other: of a race, else ~0 */
    int32_t number;         /* exit status, signal of a crash, errno of a misuse; of a livelock the
                             * step that the round begins with, 0 if they change nothing at all */
    uint64_t threads;       /* bit n: thread n takes part (all that wait, in a deadlock) */
    uint64_t where, other_where; /* return addresses of the two accesses; of the call that failed */
    uint64_t object;             /* address of the variable or lock, 0 none */
    uint32_t size;               /* bytes of a racing access */
    uint32_t flags;              /* FAILURE_* below */
    char text[VERDICT_TEXT_BYTES];         /* the claim of an assertion; the name of the misuse */
    char schedule[VERDICT_SCHEDULE_BYTES]; /* "" if it did not fit */
};

#define FAILURE_WRITE       0x1u  /* of a race: the later access (`where`) writes */
#define FAILURE_OTHER_WRITE 0x2u  /* of a race: the earlier one does */
#define FAILURE_PARTIAL     0x4u  /* a deadlock of some threads: others can go on */
#define FAILURE_THREAD      0x10u /* a leak: of a thread; `number` is the bytes of any other */
#define FAILURE_FREES       0x20u /* of a race, a misuse: the later one frees it */
#define FAILURE_OTHER_FREES 0x40u /* the earlier one (`other`, at `other_where`) does */
#define FAILURE_STOLEN      0x80u /* a deadlock: a signal woke `other` in place of thread `number` */
#define FAILURE_LOST_WAKEUP 0x8u  /* a thread waits on a condition that was signalled before */

struct verdict_outcome {
    uint64_t count;  /* executions of the last search that ended so (classes, while proving) */
    uint32_t output; /* offset of what was printed in `pool` */
    uint32_t size;   /* bytes of it that are there */
    int32_t status;  /* exit status; -1: it did not come to its end */
    uint32_t flags;  /* 1: printed more than is there */
};

/* Of ASK_RANDOM: the most threads and steps of one execution, and how many executions, knowing
 * them, looked for a failure that needs 1, 2, 3 steps in a certain order. One of them finds it with
 * a probability of at least 1 / (threads * steps^(order - 1)). */
#define VERDICT_ORDERS 3u

struct verdict_random {
    uint32_t threads, steps;
    uint64_t runs[VERDICT_ORDERS];
};

/* What a thread would do next; with ASK_STOP, or of the execution in `events` where it ended. */
enum thread_state {
    THREAD_NONE,
    THREAD_READY,   /* may be chosen */
    THREAD_BLOCKED, /* what it waits for: object, and owner if known */
    THREAD_PAUSED,  /* spins: reads the same again and again and nobody writes */
    THREAD_ENDED,
};

struct verdict_thread {
    uint32_t state;
    uint32_t kind;    /* enum event_kind of its next operation */
    uint64_t where;   /* return address of that call */
    uint64_t object;  /* address; 0 none */
    uint32_t owner;   /* thread that holds it, ~0 none or not known */
    uint32_t steps;   /* made so far */
    uint64_t handle;  /* pthread_t */
    uint64_t signals; /* that may arrive at it next: bit n - 1 is signal n */
};

struct verdict {
    uint32_t magic, version;
    struct verdict_request request;

    struct verdict_progress progress;

    _Atomic uint32_t state;    /* enum verdict_state; stored last */
    uint32_t kind;             /* enum verdict_kind */
    uint32_t preemption_bound; /* the last one that was looked at completely; ~0 none */
    uint32_t is_complete; /* 1: nothing was left out (every schedule, or every one of the shard) */
    uint64_t distinct;    /* equivalence classes; 0 not known */
    uint64_t elapsed_ns;
    uint64_t where;                         /* of a refusal */
    uint32_t refused;                       /* enum refused_kind */
    char text[VERDICT_TEXT_BYTES];          /* of a refusal or an internal failure */
    uint32_t backend;                       /* that was used: enum verdict_backend */
    char backend_why[VERDICT_REASON_BYTES]; /* why not the fastest, if it was not asked for */
    uint64_t load_bias; /* of the program: address = bias + offset in the file */
    char program[4096]; /* its path */

    uint64_t
        draws; /* where it draws a random number (rand): the same in each execution; 0 nowhere */

    /* "This program is not repeatable, because it calls ...": names of calls whose answers come
     * from outside. Empty: repeatable. */
    _Atomic uint32_t strayed_count;
    uint64_t strayed[VERDICT_REASONS]; /* where an execution went another way than before */

    _Atomic uint32_t
        failure_count; /* those below it are complete; a better one replaces in place */
    uint32_t failures_left_out;
    struct verdict_failure failures[VERDICT_FAILURES];

    uint32_t outcome_count, outcomes_left_out;
    struct verdict_outcome outcomes[VERDICT_OUTCOMES];
    struct verdict_random random;
    uint32_t pool_used;
    char pool[VERDICT_POOL_BYTES];

    /* The execution of the first failure that is not a race (else the first), or the replayed one,
     * as the probe would have told it: `clock` counts from 1, `tid` is the thread's number + 1,
     * `pid` 1, `where` return addresses, K_TEXT records behind what has text. Numbered steps carry
     * their number (from 1) in `lane`, 0 for what is told besides. The main thread's PROCESS_START
     * and MODULE come first, so that a resolver needs nothing else. */
    uint32_t event_count, events_left_out;
    uint32_t events_failure; /* index of the failure that it shows, ~0 none */
    struct verdict_thread threads[VERDICT_THREADS];
    char schedule[VERDICT_SCHEDULE_BYTES]; /* of the execution in `events` */
    struct event events[VERDICT_EVENTS];
};

#endif
