/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each writes one variable and reads the other: with sequential consistency never both zero.
 *
 * verdict: proved
 * outcome: "0 1\n"
 * outcome: "1 0\n"
 * outcome: "1 1\n"
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

static atomic_int x, y;
static int saw_x, saw_y;

static void *first(void *arg)
{
    atomic_store(&x, 1);
    saw_y = atomic_load(&y);
    return arg;
}

static void *second(void *arg)
{
    atomic_store(&y, 1);
    saw_x = atomic_load(&x);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, first, NULL);
    pthread_create(&t[1], NULL, second, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d %d\n", saw_x, saw_y);
}
