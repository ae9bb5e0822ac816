/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Descendants and what they use: see kin.h. The kernel lists the children of each task in
 * /proc/PID/task/TID/children; a kernel built without that is asked for the parent of everybody.
 */
#include "core/process/kin.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"

void pids_release(struct pids *pids)
{
    free(pids->list);
    *pids = (struct pids){0};
}

static void add(struct pids *pids, pid_t pid)
{
    GROW(pids->list, pids->count, pids->capacity);
    pids->list[pids->count++] = pid;
}

/* A small file of /proc in one go; terminated. */
static bool read_whole(const char *path, char *bytes, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    ssize_t n;
    do
        n = read(fd, bytes, size - 1);
    while (n < 0 && errno == EINTR);
    close(fd);
    bytes[n > 0 ? n : 0] = '\0';
    return n > 0;
}

struct stat_line {
    pid_t parent;
    uint64_t threads, pages;
};

static bool read_stat(pid_t pid, struct stat_line *out)
{
    char path[64], line[1024];
    snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
    if (!read_whole(path, line, sizeof(line)))
        return false;
    const char *rest = strrchr(line, ')'); /* the name before it may hold anything */
    int parent;
    if (!rest || sscanf(rest,
                        ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d "
                        "%" SCNu64 " %*d %*u %*u %" SCNu64,
                        &parent, &out->threads, &out->pages) != 3)
        return false;
    out->parent = (pid_t)parent;
    return true;
}

/* The children of one task. False: this kernel does not say. */
static bool children_of_task(const char *path, struct pids *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return errno != ENOENT || access("/proc/thread-self/children", R_OK) == 0;
    char bytes[4096];
    pid_t pid = 0;
    for (;;) {
        ssize_t n = read(fd, bytes, sizeof(bytes));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        for (ssize_t i = 0; i < n; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                pid = pid * 10 + (bytes[i] - '0');
            } else if (pid) {
                add(out, pid);
                pid = 0;
            }
        }
    }
    close(fd);
    return true;
}

static void for_numbers(const char *dir, void (*act)(void *context, pid_t number), void *context)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *entry; (entry = readdir(d));) {
        int number = atoi(entry->d_name);
        if (number > 0)
            act(context, (pid_t)number);
    }
    closedir(d);
}

struct search {
    pid_t parent;
    struct pids *out;
};

static void add_if_child(void *context, pid_t pid)
{
    struct search *search = context;
    struct stat_line line;
    if (read_stat(pid, &line) && line.parent == search->parent)
        add(search->out, pid);
}

static void add_number(void *context, pid_t number)
{
    add(context, number);
}

void kin_children(pid_t pid, struct pids *out)
{
    char path[96];
    snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    struct pids tasks = {0};
    for_numbers(path, add_number, &tasks);
    bool known = true;
    for (size_t i = 0; i < tasks.count && known; i++) {
        snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid, (int)tasks.list[i]);
        known = children_of_task(path, out);
    }
    pids_release(&tasks);
    if (!known) {
        struct search search = {.parent = pid, .out = out};
        for_numbers("/proc", add_if_child, &search);
    }
}

struct kin_use kin_use(pid_t pid, uint64_t most_tasks)
{
    struct kin_use use = {0};
    uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    struct pids queue = {0};
    kin_children(pid, &queue);
    for (size_t i = 0; i < queue.count && use.tasks <= most_tasks; i++) {
        struct stat_line line;
        if (!read_stat(queue.list[i], &line))
            continue;
        use.tasks += line.threads ? line.threads : 1;
        use.resident += line.pages * page;
        kin_children(queue.list[i], &queue);
    }
    pids_release(&queue);
    return use;
}

static uint64_t proportional_bytes(pid_t pid)
{
    char path[64], bytes[2048];
    snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
    if (read_whole(path, bytes, sizeof(bytes))) {
        const char *pss = strstr(bytes, "\nPss:");
        if (pss)
            return strtoull(pss + 5, NULL, 10) * 1024;
    }
    struct stat_line line;
    return read_stat(pid, &line) ? line.pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}

uint64_t kin_resident(pid_t pid)
{
    uint64_t bytes = 0;
    struct pids queue = {0};
    kin_children(pid, &queue);
    for (size_t i = 0; i < queue.count; i++) {
        bytes += proportional_bytes(queue.list[i]);
        kin_children(queue.list[i], &queue);
    }
    pids_release(&queue);
    return bytes;
}

uint64_t kin_tasks(void)
{
    char bytes[128];
    if (!read_whole("/proc/loadavg", bytes, sizeof(bytes)))
        return 0;
    const char *slash = strchr(bytes, '/'); /* 0.20 0.18 0.12 1/80 11206: of 80, 1 is running */
    return slash ? strtoull(slash + 1, NULL, 10) : 0;
}
