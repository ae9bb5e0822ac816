/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread ends the process while others run.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static void *spin(void *arg)
{
    volatile unsigned long *n = arg;
    for (;;)
        ++*n;
    return NULL;
}

static void *leave(void *arg)
{
    (void)arg;
    puts("leaving");
    exit(7);
}

int main(void)
{
    static volatile unsigned long n;
    pthread_t spinner, leaver;
    pthread_create(&spinner, NULL, spin, (void *)&n);
    pthread_create(&leaver, NULL, leave, NULL);
    pthread_join(spinner, NULL);
    return 0;
}
