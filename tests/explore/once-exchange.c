/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flag by exchange: only one finds it unset.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_bool is_made;
static atomic_int made;

static void *use(void *arg)
{
    if (!atomic_exchange(&is_made, 1))
        atomic_fetch_add(&made, 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(made == 1);
}
