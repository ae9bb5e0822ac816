/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The private half of the resolver: what resolve.c (lanes, places, events), resolve_object.c and
 * resolve_name.c share.
 */
#ifndef CORE_TRACE_RESOLVE_STATE_H
#define CORE_TRACE_RESOLVE_STATE_H

#include "core/base/map.h"
#include "core/process/procmaps.h"
#include "core/trace/resolve.h"

/* What a program file is, shared by all processes that run it unchanged since their fork. */
struct image {
    unsigned users;
    struct symbols *symbols;
    struct map places; /* return address -> number of place */
};

enum { FRAMES_KNOWN = 16 };

struct process {
    uint32_t pid;
    uint32_t ordinal; /* 0: the first process; n: Pn */
    bool is_numbered; /* by its parent, in the order of making */
    uint32_t threads; /* named so far: T1, T2, ... */
    uint32_t lane;    /* of its main thread, 0 not yet seen */
    struct image *image;
    struct map objects; /* address -> number of object */
    struct map handles; /* pthread_t -> which thread of the process has it now */
    struct procmaps maps;
    struct { /* of functions of which variables were told, the last ones */
        uint64_t frame, where;
    } frames[FRAMES_KNOWN];
    unsigned frame_count; /* so far */
};

struct told {
    uint64_t address;
    bool is_open; /* by a pointer to nobody knows how much: a global one would be better */
    struct text name;
    struct symbol_variable variable;
};

struct resolver {
    struct trace *trace;
    struct process **processes;
    size_t process_count, process_capacity;
    uint32_t numbered;        /* processes whose parents have told of them */
    struct map pids;          /* pid -> index + 1 in processes */
    struct map lanes;         /* pid << 32 | tid -> lane */
    struct map sources;       /* hash of a path -> source */
    struct map shared;        /* address in shared memory -> object */
    struct map holders;       /* nameless memory -> the only lane that has touched it, 0: many */
    char *alias_path, *alias; /* how the program's path is shown */
    struct map ordinals;      /* kind of nameless object -> how many there are */
    struct text scratch;
    bool stays_inside;
    struct told told;   /* resolver_name(): what the memory at an address is called */
    struct told before; /* of the address before it */
    struct map types;   /* number of an object that was told of -> the id of its type */
    struct map heads;   /* name of a variable -> how many of that name were told of */
    struct map anchors; /* that, and which frame or block -> its number among them */
};

/* The process `pid`, made when it is first heard of; never NULL. */
struct process *resolver_process(struct resolver *resolver, uint32_t pid);

/* A thread's handle is an object called like the thread. Handles are used again after a join, so
 * each thread gets an object of its own: when its creator or itself first tells which handle thread
 * `number` has. */
uint32_t resolver_handle_of_thread(struct resolver *resolver, struct process *process,
                                   uint64_t handle, uint32_t number);
/* The object of a handle, whichever thread has it now. */
uint32_t resolver_handle(struct resolver *resolver, struct process *process, uint64_t handle);
/* The name of thread `number` of a process, as a text of the trace. */
uint32_t resolver_name_thread(struct resolver *resolver, const struct process *process,
                              uint32_t number);
/* The program's side knows where memory is that is no global variable (K_LOCAL, K_POINTED): what
 * the source calls it, is its name from now on. Of several that are told of one address the first
 * that can be resolved. Two variables of one name are "q" and "q (2)". */
void resolver_name(struct resolver *resolver, const struct event *event);
/* Is it memory without a name that one lane alone has touched so far? */
bool resolver_is_private(struct resolver *resolver, const struct event *event);

#endif
