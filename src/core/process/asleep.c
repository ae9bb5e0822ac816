/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads /proc/PID/task/TID/status (state, switches, caught signals) and .../syscall (which call,
 * and its arguments). A thread that is woken is runnable from that moment on, whether or not it has
 * got a core; so two looks that find every thread asleep, with the same counts of switches, prove
 * that between them all slept at once and nobody was there to wake anybody.
 */
#include "core/process/asleep.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/text.h"

#ifndef FUTEX_LOCK_PI2
#define FUTEX_LOCK_PI2 13
#endif

enum { TASKS_LIMIT = 2048 }; /* a program with more is not looked at */

enum sleep { SLEEP_NONE, SLEEP_FOREVER, SLEEP_DEAD };

static bool read_small(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n = read(fd, out, size - 1);
    close(fd);
    out[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* What stands behind "\nKEY:\t" in a status file, NULL: nothing. */
static const char *field(const char *status, const char *key)
{
    const char *at = strstr(status, key);
    return at ? at + strlen(key) + strspn(at + strlen(key), " \t") : NULL;
}

/* Memory that only what this program has forked can see: nobody else could wake who waits there. */
static bool is_own_memory(uint32_t pid, uint64_t address)
{
    char path[32];
    snprintf(path, sizeof(path), "/proc/%u/maps", pid);
    FILE *file = fopen(path, "re");
    bool is_own = false;
    char *line = NULL;
    size_t size = 0;
    while (file && getline(&line, &size, file) > 0) {
        unsigned long long from, to;
        char access[5];
        if (sscanf(line, "%llx-%llx %4s", &from, &to, access) != 3 || address < from ||
            address >= to)
            continue;
        is_own = access[3] == 'p' || strstr(line, " /dev/zero (deleted)");
        break;
    }
    free(line);
    if (file)
        (void)fclose(file); /* was only read */
    return is_own;
}

/* Does one of our own descriptors lead to that pipe, so that somebody outside could end the wait?
 */
static bool is_ours(const char *pipe)
{
    DIR *dir = opendir("/proc/self/fd");
    bool is_there = dir == NULL;
    for (struct dirent *entry; !is_there && (entry = readdir(dir)) != NULL;) {
        char other[64];
        ssize_t n = readlinkat(dirfd(dir), entry->d_name, other, sizeof(other) - 1);
        other[n > 0 ? n : 0] = '\0';
        is_there = strcmp(other, pipe) == 0;
    }
    if (dir)
        (void)closedir(dir); /* was only read */
    return is_there;
}

/* A pipe that the program has made: only it has ends of it. What it has from outside leads to us.
 */
static bool is_own_pipe(uint32_t pid, uint64_t fd)
{
    char path[64], pipe[64];
    snprintf(path, sizeof(path), "/proc/%u/fd/%llu", pid, (unsigned long long)fd);
    ssize_t n = readlink(path, pipe, sizeof(pipe) - 1);
    pipe[n > 0 ? n : 0] = '\0';
    return strncmp(pipe, "pipe:[", 6) == 0 && !is_ours(pipe);
}

/* "202 0x55.. 0x80 0x2 0x0 ...": is this a call that ends only when another thread ends it? */
static bool lasts_forever(const char *call, uint32_t pid)
{
    unsigned long long a[4];
    long number;
    if (sscanf(call, "%ld %llx %llx %llx %llx", &number, &a[0], &a[1], &a[2], &a[3]) != 5)
        return false;
    if (number == SYS_wait4 || number == SYS_waitid)
        return true;
    if (number == SYS_read || number == SYS_write)
        return is_own_pipe(pid, a[0]);
    unsigned long long operation = a[1] & (unsigned long long)FUTEX_CMD_MASK;
    bool waits = operation == FUTEX_WAIT || operation == FUTEX_WAIT_BITSET ||
                 operation == FUTEX_LOCK_PI || operation == FUTEX_LOCK_PI2;
    bool is_private = (a[1] & FUTEX_PRIVATE_FLAG) != 0;
    return number == SYS_futex && waits && a[3] == 0 && (is_private || is_own_memory(pid, a[0]));
}

/* Does the program catch signals? The probe catches crashes, and glibc has two of its own. */
static bool catches_signals(const char *status)
{
    static const int not_its_own[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, 32, 33};
    const char *mask = field(status, "\nSigCgt:");
    if (!mask)
        return true;
    unsigned long long caught = strtoull(mask, NULL, 16);
    for (size_t i = 0; i < sizeof(not_its_own) / sizeof(*not_its_own); i++)
        caught &= ~(1ull << (not_its_own[i] - 1));
    return caught != 0;
}

static enum sleep look(struct sleeper *out, uint32_t pid, uint32_t tid, bool *catches)
{
    char path[64], status[4096], call[256];
    snprintf(path, sizeof(path), "/proc/%u/task/%u/status", pid, tid);
    if (!read_small(path, status, sizeof(status)))
        return SLEEP_DEAD;
    const char *state = field(status, "\nState:");
    if (state && (*state == 'Z' || *state == 'X'))
        return SLEEP_DEAD;
    const char *left = field(status, "\nvoluntary_ctxt_switches:");
    if (!state || *state != 'S' || !left)
        return SLEEP_NONE;
    *out = (struct sleeper){pid, tid, strtoull(left, NULL, 10)};
    *catches = catches_signals(status);
    snprintf(path, sizeof(path), "/proc/%u/task/%u/syscall", pid, tid);
    return read_small(path, call, sizeof(call)) && lasts_forever(call, pid) ? SLEEP_FOREVER
                                                                            : SLEEP_NONE;
}

bool asleep_thread(struct sleeper *out, uint32_t pid, uint32_t tid)
{
    bool catches;
    return look(out, pid, tid, &catches) == SLEEP_FOREVER;
}

/* Calls that end when another process says something: with no time limit, or with none at all. */
static bool listens_to_others(const char *call)
{
    static const long calls[] = {
        SYS_read,    SYS_write,         SYS_readv,   SYS_writev, SYS_recvfrom,
        SYS_recvmsg, SYS_sendto,        SYS_sendmsg, SYS_accept, SYS_accept4,
        SYS_connect, SYS_rt_sigsuspend, SYS_flock,
#ifdef SYS_pause
        SYS_pause,
#endif
    };
    unsigned long long a[5];
    long number;
    if (sscanf(call, "%ld %llx %llx %llx %llx %llx", &number, &a[0], &a[1], &a[2], &a[3], &a[4]) !=
        6)
        return false;
    if (number == SYS_mq_timedsend || number == SYS_mq_timedreceive)
        return a[4] == 0;
    if (number == SYS_ppoll || number == SYS_rt_sigtimedwait)
        return a[2] == 0;
#ifdef SYS_poll
    if (number == SYS_poll)
        return (int)a[2] < 0;
#endif
    for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++)
        if (calls[i] == number)
            return true;
    return false;
}

/* A clock may send it a signal. */
static bool may_be_alarmed(const char *status)
{
    const char *mask = field(status, "\nSigCgt:");
    return !mask || (strtoull(mask, NULL, 16) >> (SIGALRM - 1) & 1);
}

enum asleep_nap asleep_look(struct sleeper *out, uint32_t pid, uint32_t tid)
{
    char path[64], status[4096], call[256];
    *out = (struct sleeper){pid, tid, 0};
    snprintf(path, sizeof(path), "/proc/%u/task/%u/status", pid, tid);
    if (!read_small(path, status, sizeof(status)))
        return ASLEEP_GONE;
    const char *state = field(status, "\nState:");
    const char *left = field(status, "\nvoluntary_ctxt_switches:");
    if (!state || !left || *state == 'Z' || *state == 'X')
        return ASLEEP_GONE;
    out->switches = strtoull(left, NULL, 10);
    if (*state != 'S' && *state != 'T')
        return ASLEEP_NOT;
    snprintf(path, sizeof(path), "/proc/%u/task/%u/syscall", pid, tid);
    bool is_for_others = read_small(path, call, sizeof(call)) && !may_be_alarmed(status) &&
                         (listens_to_others(call) || lasts_forever(call, pid));
    return is_for_others ? ASLEEP_FOR_OTHERS : ASLEEP_FOR_NOW;
}

/* --- all of them ----------------------------------------------------------------------------- */

struct pids {
    uint32_t *list;
    size_t count, capacity;
};

static bool add_children(struct pids *pids, uint32_t pid, uint32_t tid)
{
    char path[64], text[8192];
    snprintf(path, sizeof(path), "/proc/%u/task/%u/children", pid, tid);
    if (!read_small(path, text, sizeof(text)))
        return true; /* none */
    if (strlen(text) == sizeof(text) - 1)
        return false;
    for (char *at = text, *end; *at; at = end + strspn(end, " ")) {
        unsigned long child = strtoul(at, &end, 10);
        if (end == at)
            break;
        GROW(pids->list, pids->count, pids->capacity);
        pids->list[pids->count++] = (uint32_t)child;
    }
    return true;
}

static bool add_threads(struct asleep *out, struct pids *pids, uint32_t pid)
{
    char path[32];
    snprintf(path, sizeof(path), "/proc/%u/task", pid);
    DIR *dir = opendir(path);
    if (!dir)
        return true; /* it is gone */
    bool is_asleep = true;
    for (struct dirent *entry; is_asleep && (entry = readdir(dir)) != NULL;) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        uint32_t tid = (uint32_t)strtoul(entry->d_name, NULL, 10);
        struct sleeper sleeper;
        bool catches;
        enum sleep sleep = look(&sleeper, pid, tid, &catches);
        is_asleep = add_children(pids, pid, tid) && sleep != SLEEP_NONE;
        if (sleep != SLEEP_FOREVER)
            continue;
        GROW(out->sleepers, out->count, out->capacity);
        out->sleepers[out->count++] = sleeper;
        is_asleep = !catches && out->count < TASKS_LIMIT;
    }
    (void)closedir(dir); /* was only read */
    return is_asleep;
}

static uint32_t parent_of(pid_t pid)
{
    char path[32], status[4096];
    snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
    const char *parent = read_small(path, status, sizeof(status)) ? field(status, "\nPPid:") : NULL;
    return parent ? (uint32_t)strtoul(parent, NULL, 10) : 0;
}

bool asleep_all(struct asleep *out, pid_t first)
{
    out->count = 0;
    uint32_t warden = parent_of(first);
    if (warden == 0)
        return false;
    /* Orphans have become children of the program's parent, who is a subreaper. */
    struct pids pids = {0};
    bool is_asleep = add_children(&pids, warden, warden);
    for (size_t i = 0; is_asleep && i < pids.count && i < TASKS_LIMIT; i++)
        is_asleep = add_threads(out, &pids, pids.list[i]);
    is_asleep = is_asleep && pids.count <= TASKS_LIMIT && out->count > 0;
    free(pids.list);
    return is_asleep;
}

static bool has(const struct asleep *asleep, const struct sleeper *sleeper)
{
    for (size_t i = 0; i < asleep->count; i++)
        if (asleep->sleepers[i].tid == sleeper->tid)
            return asleep->sleepers[i].pid == sleeper->pid &&
                   asleep->sleepers[i].switches == sleeper->switches;
    return false;
}

bool asleep_are_same(const struct asleep *a, const struct asleep *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!has(b, &a->sleepers[i]))
            return false;
    return true;
}

void asleep_release(struct asleep *asleep)
{
    free(asleep->sleepers);
    *asleep = (struct asleep){0};
}
