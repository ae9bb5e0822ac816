/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/terminal/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"

/* One process has one set of signals: this descriptor is to them what stdin is to keys. */
static int signal_fd = -1;

static void loop_signals(sigset_t *set)
{
    static const int signals[] = {SIGINT,  SIGTERM,  SIGHUP,  SIGQUIT,
                                  SIGPIPE, SIGWINCH, SIGTSTP, SIGCONT};
    sigemptyset(set);
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
        sigaddset(set, signals[i]);
}

int loop_open(struct err *err)
{
    sigset_t set;
    loop_signals(&set);
    if (sigprocmask(SIG_BLOCK, &set, NULL) < 0)
        return err_sys(err, _("cannot block signals"));
    signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    return signal_fd < 0 ? err_sys(err, _("cannot read signals")) : 0;
}

static void take_signals(struct loop_news *news)
{
    struct signalfd_siginfo info;
    while (read(signal_fd, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
        if (info.ssi_signo == SIGWINCH)
            news->has_resized = true;
        else if (info.ssi_signo == SIGTSTP)
            news->has_stopped = true;
        else if (info.ssi_signo == SIGCONT)
            news->has_continued = true;
        else
            news->ended_by = (int)info.ssi_signo;
    }
}

struct loop_news loop_wait(int keys, int act, int timeout_ms)
{
    struct loop_news news = {0};
    struct pollfd fds[] = {{.fd = signal_fd, .events = POLLIN},
                           {.fd = keys, .events = POLLIN},
                           {.fd = act, .events = POLLIN}};
    int n = poll(fds, 3, timeout_ms);
    if (n <= 0)
        return news; /* time is up; or EINTR, and the caller comes again */
    if (fds[0].revents)
        take_signals(&news);
    news.has_keys = fds[1].revents != 0;
    news.has_event = fds[2].revents != 0;
    return news;
}

void loop_forget_keys(void)
{
    static const int signals[] = {SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
    const struct timespec now = {0};
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof(signals) / sizeof(*signals); i++)
        sigaddset(&set, signals[i]);
    while (sigtimedwait(&set, NULL, &now) > 0)
        continue;
}

void loop_die_by(int number)
{
    sigset_t set;
    signal(number, SIG_DFL);
    sigemptyset(&set);
    sigaddset(&set, number);
    raise(number);
    sigprocmask(SIG_UNBLOCK, &set, NULL);
}
