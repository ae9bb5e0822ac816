/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads print a line each: in one order or the other.
 *
 * verdict: proved
 * outcome: "a\nb\n"
 * outcome: "b\na\n"
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static void *say(void *arg)
{
    puts(arg);
    return NULL;
}

int main(void)
{
    static char a[] = "a", b[] = "b";
    pthread_t t[2];
    pthread_create(&t[0], NULL, say, a);
    pthread_create(&t[1], NULL, say, b);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
