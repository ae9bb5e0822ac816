/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * call_once, and a value for each thread.
 *
 * verdict: proved
 */
#include <assert.h>
#include <stddef.h>
#include <threads.h>

static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static int made;

static void make(void)
{
    made++;
    tss_create(&key, NULL);
}

static int work(void *arg)
{
    call_once(&once, make);
    assert(made == 1);
    tss_set(key, arg);
    assert(tss_get(key) == arg);
    return 0;
}

int main(void)
{
    thrd_t t[2];
    static int value[2];
    for (int i = 0; i < 2; i++)
        thrd_create(&t[i], work, &value[i]);
    for (int i = 0; i < 2; i++)
        thrd_join(t[i], NULL);
    tss_delete(key);
}
