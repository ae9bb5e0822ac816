/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Saying it: see report.h. One report waits here at most; whoever has more to say waits with doing
 * what it would have to report.
 */
#include "core/process/report.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>

enum { PATIENCE_MS = 50 };

bool reporter_flush(struct reporter *reporter)
{
    while (reporter->has_unsent) {
        ssize_t n = send(reporter->socket, &reporter->unsent, sizeof(reporter->unsent),
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == ENOBUFS))
            return false;
        reporter->has_unsent = reporter->has_reason;
        if (reporter->has_reason)
            reporter->unsent =
                (struct report){.kind = REPORT_ENDING, .value = (int32_t)reporter->reason};
        reporter->has_reason = false;
    }
    return true;
}

void reporter_tell(struct reporter *reporter, const struct report *report)
{
    reporter->unsent = *report;
    reporter->has_unsent = true;
    reporter_flush(reporter);
}

void reporter_drain(struct reporter *reporter)
{
    struct pollfd room = {.fd = reporter->socket, .events = POLLOUT};
    while (!reporter_flush(reporter))
        poll(&room, 1, PATIENCE_MS);
}

void reporter_tell_now(struct reporter *reporter, enum report_kind kind, pid_t pid, int value)
{
    reporter_drain(reporter);
    reporter_tell(reporter, &(struct report){.kind = kind, .pid = pid, .value = value});
}

void reporter_tell_reason(struct reporter *reporter, enum child_reason reason)
{
    if (reporter_flush(reporter)) {
        reporter_tell(reporter, &(struct report){.kind = REPORT_ENDING, .value = (int32_t)reason});
        return;
    }
    reporter->reason = reason;
    reporter->has_reason = true;
}
