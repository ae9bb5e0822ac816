/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A variable that both look at, without a lock.
 */
#include "future.h"

enum state { PENDING, RUNNING, DONE, CANCELLED };

static enum state state = PENDING;

int run(void)
{
    int is_mine = state == PENDING;
    if (is_mine)
        state = RUNNING;
    if (!is_mine)
        return 0;

    do_task();

    state = DONE;
    return 1;
}

int cancel(void)
{
    int is_in_time = state == PENDING;
    if (is_in_time)
        state = CANCELLED;
    return is_in_time;
}
