/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One explored process: memory that it shares with us, a child under supervision, and the question
 * whether it has answered. What it answers nobody believes here (explore_read.c).
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/explore/explore_state.h"
#include "core/trace/narrate.h"

static struct verdict *make_region(int *fd, struct err *err)
{
    *fd = memfd_create("conc-tutor-verdict", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (*fd < 0 || ftruncate(*fd, sizeof(struct verdict)) < 0 ||
        fcntl(*fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0) {
        err_sys(err, _("cannot make shared memory for the explorer"));
        return NULL;
    }
    void *map = mmap(NULL, sizeof(struct verdict), PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    if (map != MAP_FAILED)
        return map;
    err_sys(err, _("cannot map shared memory for the explorer"));
    return NULL;
}

void explored_release(struct explored_process *process)
{
    child_free(process->child);
    if (process->region)
        munmap(process->region, sizeof(*process->region));
    *process = (struct explored_process){0};
}

int explored_start(struct explore *explore, struct explored_process *process,
                   const struct verdict_request *request)
{
    int fd;
    *process = (struct explored_process){.status = -1};
    process->region = make_region(&fd, &explore->err);
    if (process->region) {
        process->region->magic = VERDICT_MAGIC;
        process->region->version = VERDICT_VERSION;
        process->region->request = *request;
        struct child_spec spec = {.argv = (const char *const *)explore->args,
                                  .limits = child_default_limits,
                                  .is_confined = true,
                                  .is_sealed = true,
                                  .share_name = VERDICT_ENVIRONMENT,
                                  .share_fd = fd};
        spec.limits.is_offline = true;
        spec.limits.cpu_s = (unsigned)(explore->budget_s + 10);
        process->child = child_start(&spec, &explore->err);
    }
    if (fd >= 0)
        close(fd);
    struct epoll_event in = {.events = EPOLLIN};
    if (process->child &&
        epoll_ctl(explore->epoll, EPOLL_CTL_ADD, child_fd(process->child), &in) == 0)
        return 0;
    if (process->child)
        err_sys(&explore->err, _("cannot watch the explorer"));
    explored_release(process);
    return -1;
}

void explored_turn(struct explored_process *process)
{
    if (!process->child || process->has_ended)
        return;
    child_turn(process->child);
    char bytes[4096]; /* what the program prints is in the outcomes; this is for nobody */
    while (child_read(process->child, bytes, sizeof(bytes)) > 0)
        continue;
    struct child_death death;
    while (child_next_death(process->child, &death))
        if (death.pid == child_pid(process->child))
            process->status = death.status;
    process->has_ended = child_state(process->child) == CHILD_OVER;
}

static int gave_none(const struct explored_process *process, const char *title, struct err *err)
{
    struct text how = {0};
    enum child_reason reason = child_reason(process->child);
    int error = child_exec_error(process->child);
    if (error)
        text_put(&how, strerror(error));
    else if (reason == CHILD_MEMORY)
        text_put(&how, _("it used more memory than it may have"));
    else if (reason == CHILD_PROCESSES)
        text_put(&how, _("it had more processes than it may have"));
    else
        narrate_status(&how, process->status);
    err_set(err, STATUS_FAILED, _("the explorer of '%s' gave no answer: %s"), title,
            text_get(&how));
    text_release(&how);
    return -1;
}

int explored_answer(const struct explored_process *process, const char *title, bool was_ended,
                    struct err *err)
{
    const struct verdict *verdict = process->region;
    uint32_t state = verdict->state;
    if (verdict->magic != VERDICT_MAGIC || verdict->version != VERDICT_VERSION ||
        (state == VERDICT_RUNNING && !was_ended) || state > VERDICT_NO_SCHEDULE)
        return gave_none(process, title, err);
    if (state == VERDICT_NO_SCHEDULE)
        return err_set(err, STATUS_USAGE,
                       _("this is no schedule: letters of threads and numbers of steps, as 'm3 a1 "
                         "b2'"));
    if (state == VERDICT_INTERNAL)
        return err_set(err, STATUS_FAILED, _("the explorer failed: %.*s"),
                       (int)sizeof(verdict->text) - 1, verdict->text);
    return 0;
}
