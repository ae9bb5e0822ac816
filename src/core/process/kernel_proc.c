/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sample reads, for each task of the program, /proc/PID/task/TID/stat (state, core), schedstat
 * (time on a core) and status (how often it was preempted), and compares with the sample before.
 *
 * What it claims is only what the samples show: a task in state R whose time on a core has grown
 * runs; one in state R that got none is ready; any other state is blocked. A task seen running
 * twice that was preempted in between is told as one switch out and in again at the later sample.
 *
 * Sampling costs time that a learner's program may need: the next sample comes no sooner than eight
 * times the last one took.
 */
#include "core/process/kernel_proc.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"

#define TASKS_LIMIT 1024     /* tasks looked at; a program with more is not readable anyway */
#define PERIOD_NS   1000000u /* no more samples than one in this time */
#define COST_FACTOR 8u

struct task {
    uint32_t pid, tid;
    uint64_t run_ns, preemptions;
    uint64_t gained_ns; /* time on a core since the sample before */
    uint16_t cpu;
    uint16_t old_cpu; /* where it was told to be in */
    bool is_in;       /* told to be on a core */
    /* Of the current sample: */
    bool is_seen, is_runnable, is_chosen, was_preempted;
};

struct kernel_proc {
    struct task *tasks; /* in order of tid */
    size_t count, capacity;
    uint32_t *pids; /* processes to look at; those that are gone are dropped */
    size_t pid_count, pid_capacity;
    struct kernel_switch *found; /* differences of the last sample */
    size_t found_count, found_capacity, taken;
    uint64_t next_ns; /* no sample before */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Reads a small file of /proc whole. False when it is gone, hidden or empty. */
static bool read_small(const char *path, char *out, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size_t n = 0;
    ssize_t got = 1;
    while (n < size - 1 && (got = read(fd, out + n, size - 1 - n)) > 0)
        n += (size_t)got;
    (void)close(fd); /* was only read */
    out[n] = '\0';
    return got >= 0 && n > 0;
}

/* State and core from a line of `stat`. The name in parentheses may hold anything, so it is the
 * LAST ')' that ends it. */
static bool parse_stat(const char *line, char *state, unsigned *cpu)
{
    const char *p = strrchr(line, ')');
    if (p == NULL || p[1] != ' ' || p[2] == '\0')
        return false;
    *state = p[2];
    p += 2;
    for (int field = 3; field < 39; field++) { /* 3 is the state, 39 the core */
        p = strchr(p, ' ');
        if (p == NULL)
            return false;
        p++;
    }
    *cpu = (unsigned)strtoul(p, NULL, 10);
    return true;
}

static bool parse_status(const char *text, uint64_t *preemptions)
{
    static const char key[] = "\nnonvoluntary_ctxt_switches:";
    const char *p = strstr(text, key);
    if (p == NULL)
        return false;
    *preemptions = strtoull(p + sizeof(key) - 1, NULL, 10);
    return true;
}

static void tell(struct kernel_proc *proc, struct task *task, uint64_t ns, bool is_in,
                 bool is_preempted)
{
    if (is_in)
        task->old_cpu = task->cpu;
    task->is_in = is_in;
    GROW(proc->found, proc->found_count, proc->found_capacity);
    proc->found[proc->found_count++] = (struct kernel_switch){
        .ns = ns,
        .pid = task->pid,
        .tid = task->tid,
        .cpu = task->old_cpu,
        .is_in = is_in,
        .is_preempted = is_preempted,
    };
}

/* The task with this number, made if it is new; tasks are kept in order of tid. */
static struct task *task_of(struct kernel_proc *proc, uint32_t pid, uint32_t tid, bool *is_new)
{
    size_t low = 0, high = proc->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (proc->tasks[middle].tid < tid)
            low = middle + 1;
        else
            high = middle;
    }
    *is_new = low == proc->count || proc->tasks[low].tid != tid;
    if (!*is_new)
        return &proc->tasks[low];
    if (proc->count == TASKS_LIMIT)
        return NULL;
    GROW(proc->tasks, proc->count, proc->capacity);
    memmove(&proc->tasks[low + 1], &proc->tasks[low], (proc->count - low) * sizeof(*proc->tasks));
    proc->count++;
    proc->tasks[low] = (struct task){.pid = pid, .tid = tid};
    return &proc->tasks[low];
}

static void sample_task(struct kernel_proc *proc, uint32_t pid, uint32_t tid)
{
    char path[64], text[4096];
    int stem = snprintf(path, sizeof(path), "/proc/%u/task/%u/", pid, tid);
    char *leaf = path + stem;
    size_t room = sizeof(path) - (size_t)stem;

    char state;
    unsigned cpu;
    uint64_t run_ns = 0, preemptions = 0;
    snprintf(leaf, room, "stat");
    if (!read_small(path, text, sizeof(text)) || !parse_stat(text, &state, &cpu))
        return;
    snprintf(leaf, room, "schedstat");
    if (read_small(path, text, sizeof(text)))
        run_ns = strtoull(text, NULL, 10);
    snprintf(leaf, room, "status");
    if (read_small(path, text, sizeof(text)))
        (void)parse_status(text, &preemptions); /* 0 says: none known */

    bool is_new;
    struct task *task = task_of(proc, pid, tid, &is_new);
    if (task == NULL)
        return;
    task->gained_ns = run_ns - task->run_ns;
    task->was_preempted = !is_new && preemptions > task->preemptions;
    task->run_ns = run_ns;
    task->preemptions = preemptions;
    task->cpu = (uint16_t)cpu;
    task->is_runnable = state == 'R';
    task->is_seen = true;
}

static void add_pid(struct kernel_proc *proc, uint32_t pid)
{
    for (size_t i = 0; i < proc->pid_count; i++)
        if (proc->pids[i] == pid)
            return;
    if (proc->pid_count == TASKS_LIMIT)
        return;
    GROW(proc->pids, proc->pid_count, proc->pid_capacity);
    proc->pids[proc->pid_count++] = pid;
}

/* A child is known from the first sample that finds it on: it may lose its parent later. */
static void add_children(struct kernel_proc *proc, uint32_t pid, uint32_t tid)
{
    char path[64], text[8192];
    snprintf(path, sizeof(path), "/proc/%u/task/%u/children", pid, tid);
    if (!read_small(path, text, sizeof(text)))
        return;
    for (char *p = text, *end; *p; p = end) {
        unsigned long child = strtoul(p, &end, 10);
        if (end == p)
            break;
        /* A number that the end of the buffer may have cut is left for the next sample. */
        if (child > 0 && *end)
            add_pid(proc, (uint32_t)child);
    }
}

/* False when the process is gone. */
static bool sample_process(struct kernel_proc *proc, uint32_t pid)
{
    char path[32];
    snprintf(path, sizeof(path), "/proc/%u/task", pid);
    DIR *dir = opendir(path);
    if (dir == NULL)
        return false;
    size_t n = 0;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL && n < TASKS_LIMIT;) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        uint32_t tid = (uint32_t)strtoul(entry->d_name, NULL, 10);
        sample_task(proc, pid, tid);
        add_children(proc, pid, tid);
        n++;
    }
    (void)closedir(dir); /* was only read */
    return n > 0;
}

/* Is there one on the same core that rather runs than this one? Where the time is not known, or the
 * clock of the scheduler has not ticked since, who was in stays in. */
static bool has_better(const struct kernel_proc *proc, const struct task *task)
{
    for (size_t i = 0; i < proc->count; i++) {
        const struct task *other = &proc->tasks[i];
        if (other == task || !other->is_seen || !other->is_runnable || other->cpu != task->cpu)
            continue;
        if (other->gained_ns != task->gained_ns) {
            if (other->gained_ns > task->gained_ns)
                return true;
        } else if (other->is_in != task->is_in) {
            if (other->is_in)
                return true;
        } else if (other->tid < task->tid) {
            return true;
        }
    }
    return false;
}

/* Compares what was told with what this sample has seen: first who leaves, then who comes, so that
 * no core ever holds two. */
static void compare(struct kernel_proc *proc)
{
    uint64_t ns = now_ns();
    size_t kept = 0;
    for (size_t i = 0; i < proc->count; i++) {
        struct task *task = &proc->tasks[i];
        task->is_chosen = task->is_seen && task->is_runnable && !has_better(proc, task);
    }
    for (size_t i = 0; i < proc->count; i++) {
        struct task *task = &proc->tasks[i];
        bool stays = task->is_chosen && !task->was_preempted && task->cpu == task->old_cpu;
        if (task->is_in && !stays)
            tell(proc, task, ns, false, task->is_seen && task->is_runnable);
    }
    for (size_t i = 0; i < proc->count; i++) {
        struct task *task = &proc->tasks[i];
        if (task->is_chosen && !task->is_in)
            tell(proc, task, ns + 1, true, false); /* after who made room, also when sorted */
        if (task->is_seen)
            proc->tasks[kept++] = *task;
    }
    proc->count = kept;
}

static void sample(struct kernel_proc *proc)
{
    uint64_t start = now_ns();
    if (start < proc->next_ns)
        return;
    proc->found_count = proc->taken = 0;
    for (size_t i = 0; i < proc->count; i++)
        proc->tasks[i].is_seen = false;
    for (size_t i = 0; i < proc->pid_count;) { /* grows while children are found */
        if (sample_process(proc, proc->pids[i]))
            i++;
        else
            proc->pids[i] = proc->pids[--proc->pid_count];
    }
    compare(proc);
    uint64_t cost = now_ns() - start;
    uint64_t pause = cost * COST_FACTOR > PERIOD_NS ? cost * COST_FACTOR : PERIOD_NS;
    proc->next_ns = start + cost + pause;
}

struct kernel_proc *kernel_proc_follow(pid_t pid)
{
    char path[64], text[4096];
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    if (pid <= 0 || !read_small(path, text, sizeof(text)))
        return NULL;
    struct kernel_proc *proc = xcalloc(1, sizeof(*proc));
    add_pid(proc, (uint32_t)pid);
    return proc;
}

void kernel_proc_free(struct kernel_proc *proc)
{
    if (proc == NULL)
        return;
    free(proc->tasks);
    free(proc->pids);
    free(proc->found);
    free(proc);
}

bool kernel_proc_next(struct kernel_proc *proc, struct kernel_switch *out)
{
    if (proc->taken == proc->found_count) {
        if (proc->found_count > 0) { /* all are taken: say so once, then sample anew */
            proc->found_count = proc->taken = 0;
            return false;
        }
        sample(proc);
    }
    if (proc->taken == proc->found_count)
        return false;
    *out = proc->found[proc->taken++];
    return true;
}
