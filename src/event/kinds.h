/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything that can happen in a trace: one row an event kind.
 *
 *   X(NAME, "protocol-word", GROUP, "sentence")
 *
 * The word is what `--json` prints and never changes. The group says what the event is about; a
 * filter or a colour is chosen by it. The sentence is what the narrator says; it stands here in
 * English, is translated by gettext, and may name:
 *
 *   {lane} who   {object} on what   {owner} who holds the object   {other} the lane of pid or tid a
 *   {a} {b} decimal   {count} a, its digits in groups   {value} a as the variable's value
 *   {text} what was printed or named   {error} errno a in words   {signal} signal b by name
 *   {duration} a nanoseconds, readable   {status} wait status b in words
 *   {loser} whose write, which this lane has not read, its own write undoes
 *   {end} descriptor a, and of what it is an end   {bytes} how many: b   {sender} who wrote what is
 *   read   {end of file} why a read had nothing   {unread} that nobody can read what is written
 *   {side} which side of it is closed   {broken} what it wrote to although nobody could read it
 *
 * A part in square brackets goes away when something that it names is not known: a lock's owner
 * after a loss, the value of a store that has not been made. Outside brackets an unknown value is
 * "?". An event at the gate is said as what comes next.
 *
 * An empty sentence is not narrated (the event is still in the trace and in `--json`).
 *
 * WHEN an event is written matters more than what it says. A release is announced before it is
 * done and an acquisition after it is had, so that two critical sections never overlap in a trace.
 */
#ifndef EVENT_KINDS_H
#define EVENT_KINDS_H

/* xgettext finds the sentences by this mark. */
#define EV_(sentence) sentence

/* clang-format off */
#define EVENT_KINDS(X) \
    X(NONE,           "none",            NOTE,   "") \
    X(TEXT,           "text",            NOTE,   "") /* continues the event before it */ \
    /* processes */ \
    X(PROCESS_START,  "process-start",   TASK,   EV_("{lane} is a new process[, running {text}]")) /* a=ppid */ \
    X(MODULE,         "module",          NOTE,   "") /* object=load bias, text=path */ \
    X(FORK,           "fork",            TASK,   EV_("{lane} calls fork: one call, about to return twice")) \
    X(FORK_PARENT,    "fork-parent",     TASK,   EV_("fork returns {a} in {lane}: the pid of its new child")) /* a=child pid */ \
    X(FORK_CHILD,     "fork-child",      TASK,   EV_("fork returns 0 in {lane}: this is the child[ of {other}]")) /* a=ppid */ \
    X(SPAWN,          "spawn",           TASK,   EV_("{lane} has started {other}")) /* a=pid */ \
    X(EXEC,           "exec",            TASK,   EV_("{lane} becomes another program[, {text}]")) \
    X(WAIT,           "wait",            TASK,   EV_("{lane} waits for a child process to end[: {other}]")) /* a=pid asked for */ \
    X(WAITED,         "waited",          TASK,   EV_("{lane} has collected its child {other}[, which {status}][: it wrote to {broken}, from which nobody can read]")) /* a=pid b=status */ \
    X(PROCESS_EXIT,   "process-exit",    TASK,   EV_("{lane} is about to exit with status {a}")) \
    X(ENDED,          "ended",           TASK,   EV_("{lane} {status}[: it wrote to {broken}, from which nobody can read]")) /* by the supervisor: b=status */ \
    X(KILL,           "kill",            SIGNAL, EV_("{lane} sends {signal} to {other}")) /* a=pid b=signal */ \
    X(RAISE,          "raise",           SIGNAL, EV_("{lane} sends itself {signal}")) /* b=signal */ \
    X(KILL_PROCESS,   "kill-process",    SIGNAL, EV_("{lane} sends {signal} to the process: to any of its threads")) /* b=signal */ \
    X(SIGNAL_TAKEN,   "signal-taken",    SIGNAL, EV_("{signal} arrives: {lane} is interrupted, its handler runs")) /* b=signal */ \
    X(SIGNAL_DONE,    "signal-done",     SIGNAL, EV_("{lane} returns from the handler of {signal}")) /* b=signal */ \
    X(SIGNAL_MASK,    "signal-mask",     SIGNAL, EV_("{lane} changes which signals it blocks")) \
    X(SIGNAL_ACTION,  "signal-action",   SIGNAL, EV_("{lane} says what is to be done at {signal}")) /* b=signal */ \
    X(SIGNAL_WAIT,    "signal-wait",     SIGNAL, EV_("{lane} waits for a signal")) \
    X(SIGNAL_WAITED,  "signal-waited",   SIGNAL, EV_("{lane} takes {signal}, for which it waited")) /* b=signal */ \
    X(SIGNAL_ALARM,   "alarm",           SIGNAL, EV_("{lane} sets an alarm")) /* a=seconds */ \
    X(CRASH,          "crash",           SIGNAL, EV_("{lane} crashes: {signal}")) /* object=address b=signal */ \
    X(ASSERT,         "assert",          SIGNAL, EV_("{lane}: the claim[ {text}] does not hold")) \
    /* threads */ \
    X(THREAD_CREATE,  "thread-create",   TASK,   EV_("{lane} creates a thread")) \
    X(THREAD_CREATED,  "thread-created",  TASK,   "") /* object=pthread_t b=which of the process, from 1 */ \
    X(THREAD_START,   "thread-start",    TASK,   EV_("{lane} starts")) /* object=pthread_t a=tid of the creator b=which, from 1 */ \
    X(THREAD_NAME,    "thread-name",     TASK,   EV_("{lane} is named {text}")) /* object=pthread_t */ \
    X(THREAD_EXIT,    "thread-exit",     TASK,   EV_("{lane} ends")) /* object=pthread_t */ \
    X(THREAD_CANCEL,  "thread-cancel",   TASK,   EV_("{lane} asks {object} to end")) /* object=pthread_t */ \
    X(JOIN_WAIT,      "join-wait",       TASK,   EV_("{lane} waits for {object} to end")) /* object=pthread_t */ \
    X(JOIN,           "join",            TASK,   EV_("{lane} has joined {object}")) \
    X(JOIN_BUSY,      "join-busy",       TASK,   EV_("{lane} asks for {object}: it has not ended")) \
    X(JOIN_TIMEOUT,   "join-timeout",    TASK,   EV_("{lane} gives up waiting for {object} to end")) \
    X(DETACH,         "detach",          TASK,   EV_("{lane} lets {object} go its own way")) \
    /* locks: b=enum lock_type */ \
    X(LOCK_INIT,      "lock-init",       LOCK,   EV_("{lane} prepares {object}")) \
    X(LOCK_DESTROY,   "lock-destroy",    LOCK,   EV_("{lane} destroys {object}")) \
    X(LOCK_WAIT,      "lock-wait",       LOCK,   EV_("{lane} waits for {object}[, held by {owner}]")) \
    X(LOCK,           "lock",            LOCK,   EV_("{lane} locks {object}")) \
    X(LOCK_BUSY,      "lock-busy",       LOCK,   EV_("{lane} tries {object}: it is held[ by {owner}]")) \
    X(LOCK_TIMEOUT,   "lock-timeout",    LOCK,   EV_("{lane} gives up waiting for {object}")) \
    X(UNLOCK,         "unlock",          LOCK,   EV_("{lane} unlocks {object}")) \
    X(RDLOCK_WAIT,    "rdlock-wait",     LOCK,   EV_("{lane} waits to read under {object}[, held by {owner}]")) \
    X(RDLOCK,         "rdlock",          LOCK,   EV_("{lane} locks {object} for reading")) \
    X(WRLOCK_WAIT,    "wrlock-wait",     LOCK,   EV_("{lane} waits to write under {object}[, held by {owner}]")) \
    X(WRLOCK,         "wrlock",          LOCK,   EV_("{lane} locks {object} for writing")) \
    X(RWUNLOCK,       "rwunlock",        LOCK,   EV_("{lane} unlocks {object}")) \
    /* conditions, barriers, semaphores, once */ \
    X(COND_WAIT,      "cond-wait",       WAIT,   EV_("{lane} unlocks and sleeps until {object} is signalled")) /* a=address of its mutex */ \
    X(COND_WOKEN,     "cond-woken",      WAIT,   EV_("{lane} is awake again and holds its lock[ ({error})]")) /* a=mutex b=errno, 0 or ETIMEDOUT */ \
    X(COND_SIGNAL,    "cond-signal",     WAIT,   EV_("{lane} signals {object}: one waiter may wake")) \
    X(COND_BROADCAST, "cond-broadcast",  WAIT,   EV_("{lane} broadcasts {object}: every waiter may wake")) \
    X(BARRIER_INIT,   "barrier-init",    WAIT,   EV_("{lane} sets up {object} for {a} threads")) \
    X(BARRIER_WAIT,   "barrier-wait",    WAIT,   EV_("{lane} waits at {object}")) \
    X(BARRIER_PASS,   "barrier-pass",    WAIT,   EV_("{lane} passes {object}")) \
    X(SEM_INIT,       "sem-init",        WAIT,   EV_("{lane} sets {object} to {a}")) \
    X(SEM_WAIT,       "sem-wait",        WAIT,   EV_("{lane} waits for {object}, which is at zero")) \
    X(SEM_GOT,        "sem-got",         WAIT,   EV_("{lane} takes one from {object}")) \
    X(SEM_BUSY,       "sem-busy",        WAIT,   EV_("{lane} tries {object}: it is at zero")) \
    X(SEM_POST,       "sem-post",        WAIT,   EV_("{lane} gives one to {object}")) \
    X(ONCE_ENTER,     "once-enter",      WAIT,   EV_("{lane} comes to {object}, which runs once")) \
    X(ONCE_DONE,      "once-done",       WAIT,   EV_("{lane} goes on: {object} has run")) \
    X(YIELD,          "yield",           WAIT,   EV_("{lane} offers its core to others")) \
    X(SLEEP,          "sleep",           WAIT,   EV_("{lane} sleeps for {duration}")) /* a=ns */ \
    X(SLEPT,          "slept",           WAIT,   EV_("{lane} wakes from its sleep")) \
    /* messages: a=descriptor b=bytes, text=the first of them */ \
    X(PIPE,           "pipe",            MESSAGE, EV_("{lane} makes a pipe: read from {a}, write to {b}")) \
    X(SOCKETPAIR,     "socketpair",      MESSAGE, EV_("{lane} makes a pair of sockets, {a} and {b}")) \
    X(READ_WAIT,      "read-wait",       MESSAGE, EV_("{lane} reads from {end}")) \
    X(READ,           "read",            MESSAGE, EV_("{lane} has read {bytes}[, {text},] from {end}[, sent by {sender}][: {end of file}]")) \
    X(WRITE_WAIT,     "write-wait",      MESSAGE, EV_("{lane} writes {bytes} to {end}[, {unread}]")) \
    X(WRITE,          "write",           MESSAGE, EV_("{lane} has written {bytes}[, {text},] to {end}")) \
    X(CLOSE,          "close",           MESSAGE, EV_("{lane} closes {end}[, {side}]")) \
    X(DUP,            "dup",             MESSAGE, EV_("{lane} makes descriptor {b} the same as {a}")) \
    X(PRINT,          "print",           PRINT,  EV_("{lane} prints {text}")) /* a=descriptor b=bytes */ \
    X(SHARED,         "shared-memory",   NOTE,   EV_("{lane} maps {bytes} of memory, to be shared with its children")) /* object=address b=bytes */ \
    X(FAILED,         "failed",          NOTE,   EV_("{lane}: {text} failed[: {error}][, as nobody can read from {broken}]")) /* a=errno */ \
    /* memory: object=address a=value b=size in bytes */ \
    X(MEM_READ,       "read-var",        MEMORY, EV_("{lane} reads {object}[ = {value}]")) \
    X(MEM_WRITE,      "write-var",       MEMORY, EV_("{lane} writes {object}[ = {value}][: what {loser} wrote since is lost]")) \
    X(ATOMIC_READ,    "atomic-read",     MEMORY, EV_("{lane} reads {object}[ = {value}] atomically")) \
    X(ATOMIC_WRITE,   "atomic-write",    MEMORY, EV_("{lane} writes {object}[ = {value}] atomically")) \
    X(ATOMIC_UPDATE,  "atomic-update",   MEMORY, EV_("{lane} updates {object}[ to {value}] in one step")) \
    X(FENCE,          "fence",           MEMORY, EV_("{lane} passes a memory fence")) \
    /* said by the tutor's side, not by the program */ \
    X(SAMPLE,         "sample",          SAMPLE, "") /* object=watched variable a=value b=size */ \
    X(SWITCH_IN,      "switch-in",       KERNEL, "") /* cpu */ \
    X(SWITCH_OUT,     "switch-out",      KERNEL, "") /* a=1: preempted, 0: it blocked */ \
    X(LOST,           "lost",            NOTE,   EV_("{count} events of {lane} did not fit and were counted, not kept")) /* a=how many */ \
    X(OUTPUT,         "output",          PRINT,  EV_("the program prints {text}")) /* by whom is not known */ \
    X(NOTED,          "note",            NOTE,   EV_("{text}")) /* the tutor says something of the run */ \
    /* later ones stand last, as kinds are numbered. Sockets with addresses: a=descriptor, text=the address */ \
    X(LISTEN,         "listen",          MESSAGE, EV_("{lane} listens for connections[ at {text}], by descriptor {a}")) \
    X(CONNECT,        "connect",         MESSAGE, EV_("{lane} connects descriptor {a}[ to {text}]")) \
    X(ACCEPT_WAIT,    "accept-wait",     MESSAGE, EV_("{lane} takes the next connection from descriptor {a}")) \
    X(ACCEPT,         "accept",          MESSAGE, EV_("{lane} has got a connection[ at {text}]: descriptor {b}")) /* b=the new one */ \
    X(SPAWN_CALL,     "spawn-call",      TASK,   EV_("{lane} starts another program[, {text}]")) \
    /* of memory that is no global variable; no part of a trace. where=in which function */ \
    X(LOCAL,          "local",           NOTE,   "") /* object=address a=it from the frame pointer b=that */ \
    X(POINTED,        "pointed",         NOTE,   "") /* object=address a=a pointer to its block: from the frame pointer (where 0: its address) b=its value flags=bytes from there */ \
    X(FREED,          "freed",           NOTE,   EV_("{lane} frees {object}")) /* object=the block's head, which nothing else is */
/* clang-format on */

enum event_group {
    GROUP_NOTE,
    GROUP_TASK,
    GROUP_SIGNAL,
    GROUP_LOCK,
    GROUP_WAIT,
    GROUP_MESSAGE,
    GROUP_PRINT,
    GROUP_MEMORY,
    GROUP_SAMPLE,
    GROUP_KERNEL,
};

enum event_kind {
#define X(name, word, group, sentence) K_##name,
    EVENT_KINDS(X)
#undef X
        K_COUNT
};

/* What kind of lock a LOCK_* event is about: its value b. */
enum lock_type {
    LOCK_PLAIN,
    LOCK_RECURSIVE,
    LOCK_ERRORCHECK,
    LOCK_ADAPTIVE,
    LOCK_SPIN,
    LOCK_SHARED, /* a read-write lock (fcntl.h has taken LOCK_RW) */
};

#endif
