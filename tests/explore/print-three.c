/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three threads print a letter each: six orders.
 *
 * verdict: proved
 * outcomes: 6
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static void *say(void *arg)
{
    putchar((int)(long)arg);
    return NULL;
}

int main(void)
{
    pthread_t t[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, say, (void *)('a' + i));
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
    putchar('\n');
}
