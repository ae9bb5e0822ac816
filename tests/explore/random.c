/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Chance is under control: every execution draws the same numbers.
 *
 * verdict: proved
 * outcomes: 1
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void *work(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t t[2];
    srand((unsigned)time(NULL));
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    printf("%d\n", rand());
}
