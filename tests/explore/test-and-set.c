/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A spin lock of one flag.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_flag held = ATOMIC_FLAG_INIT;
static int counter;

static void *add(void *arg)
{
    while (atomic_flag_test_and_set(&held))
        ;
    counter++;
    atomic_flag_clear(&held);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(counter == 2);
}
