/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/exercise/check_state.h"

#include <stdlib.h>
#include <sys/epoll.h>
#include <time.h>

uint64_t check_now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void check_give(struct check *check, enum check_verdict verdict, char *text)
{
    check->result.verdict = verdict;
    free(check->result.text);
    check->result.text = text ? text : xstrdup("");
    check->result.seconds = (double)(check_now_ns() - check->begin_ns) / 1e9;
    check->step = STEP_OVER;
}

int check_wait_for(struct check *check, int fd)
{
    struct epoll_event in = {.events = EPOLLIN};
    if (epoll_ctl(check->epoll, EPOLL_CTL_ADD, fd, &in) == 0)
        return 0;
    return err_sys(&check->err, _("cannot wait for the check"));
}
