/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads, a mutex and a condition of C11.
 *
 * verdict: proved
 */
#include <assert.h>
#include <stddef.h>
#include <threads.h>

static mtx_t lock;
static cnd_t changed;
static int arrived;

static int work(void *arg)
{
    mtx_lock(&lock);
    arrived++;
    cnd_signal(&changed);
    mtx_unlock(&lock);
    return arg == NULL ? 7 : 0;
}

int main(void)
{
    thrd_t t[2];
    int result;
    mtx_init(&lock, mtx_plain);
    cnd_init(&changed);
    for (int i = 0; i < 2; i++)
        thrd_create(&t[i], work, NULL);
    mtx_lock(&lock);
    while (arrived < 2)
        cnd_wait(&changed, &lock);
    mtx_unlock(&lock);
    for (int i = 0; i < 2; i++) {
        thrd_join(t[i], &result);
        assert(result == 7);
    }
    cnd_destroy(&changed);
    mtx_destroy(&lock);
}
