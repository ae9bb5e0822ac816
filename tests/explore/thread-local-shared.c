/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread-local variable whose address was given away is shared like any other: that is more than
 * the explorer follows, and it says so.
 *
 * verdict: refused
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Thread_local int mine;

static void *work(void *arg)
{
    int *theirs = arg;
    (*theirs)++;
    return NULL;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, &mine);
    int seen = mine;
    pthread_join(t, NULL);
    return seen > 1;
}
