/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two mutexes of C11 in opposite order.
 *
 * verdict: failed
 * failure: deadlock at SECOND or JOIN preemptions 1
 */
#include <stddef.h>
#include <threads.h>

static mtx_t lock[2];

static int two(void *arg)
{
    long i = (long)arg;
    mtx_lock(&lock[i]);
    mtx_lock(&lock[1 - i]); /* SECOND */
    mtx_unlock(&lock[1 - i]);
    mtx_unlock(&lock[i]);
    return 0;
}

int main(void)
{
    thrd_t t[2];
    for (int i = 0; i < 2; i++)
        mtx_init(&lock[i], mtx_plain);
    for (long i = 0; i < 2; i++)
        thrd_create(&t[i], two, (void *)i);
    for (int i = 0; i < 2; i++)
        thrd_join(t[i], NULL); /* JOIN */
}
