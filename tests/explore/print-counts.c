/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two additions in two steps each: what can be left is two, three or four.
 *
 * verdict: proved
 * outcome: "2\n"
 * outcome: "3\n"
 * outcome: "4\n"
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>

static atomic_int counter;

static void *add(void *arg)
{
    for (int i = 0; i < 2; i++) {
        int old = atomic_load(&counter);
        atomic_store(&counter, old + 1);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", counter);
}
