/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timer is cancelled just when its time is over. It fires, or it is
 * cancelled: never both, never neither.
 *
 *     cc -g -pthread either.c -o either && ./either
 */
#include <assert.h>
#include <stdio.h>

#include "timer.h"

static struct timer timer;
static int fired; /* how often; main reads it after the join */

static void fire(void)
{
    fired++;
}

int main(void)
{
    if (timer_start(&timer, 1, fire) != 0) {
        fprintf(stderr, "either: cannot create a thread\n");
        return 1;
    }
    bool is_in_time = timer_cancel(&timer);
    timer_join(&timer);
    printf("%s, fired %d times\n", is_in_time ? "cancelled" : "too late", fired);
    fflush(NULL); /* the claim below may end the program */
    assert(fired == (is_in_time ? 0 : 1));
    return 0;
}
