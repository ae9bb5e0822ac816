/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread with many waits under way: each is a timer, and the thread sleeps until one of them
 * is up. It needs a thread for none of them.
 */
#ifndef LOOP_H
#define LOOP_H

#include <sys/epoll.h>
#include <sys/timerfd.h>

#include "work.h"

/* A timer that is up after WAIT_MS, and again and again. */
static inline int new_timer(int loop)
{
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec when = {{0, WAIT_MS * 1000000L}, {0, WAIT_MS * 1000000L}};
    struct epoll_event event = {.events = EPOLLIN, .data.fd = timer};
    if (timer < 0 || timerfd_settime(timer, 0, &when, NULL) < 0 ||
        epoll_ctl(loop, EPOLL_CTL_ADD, timer, &event) < 0) {
        perror("timer");
        exit(1);
    }
    return timer;
}

/* So many timers, and `jobs` of each: `answered` is called when one is up. */
static inline void loop_of_waits(long timers, long jobs, void (*answered)(void))
{
    int loop = epoll_create1(0), timer[MOST_TASKS];
    if (loop < 0) {
        perror("epoll");
        exit(1);
    }
    for (long i = 0; i < timers; i++)
        timer[i] = new_timer(loop);
    for (long done = 0; done < timers * jobs; done++) {
        struct epoll_event event;
        long long times;
        if (epoll_wait(loop, &event, 1, -1) != 1 ||
            read(event.data.fd, &times, sizeof(times)) != sizeof(times)) {
            perror("loop");
            exit(1);
        }
        if (answered)
            answered();
        done += times - 1; /* it may have been up more than once */
    }
    for (long i = 0; i < timers; i++)
        close(timer[i]);
    close(loop);
}

#endif
