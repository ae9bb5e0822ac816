/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread ends the program in the middle, with status 0.
 *
 * verdict: proved
 * outcome: "a\n"
 * outcome: "a\nb\n"
 * outcome: "b\na\n"
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static void *leave(void *arg)
{
    puts("a");
    exit(arg != NULL);
}

static void *say(void *arg)
{
    puts("b");
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, leave, NULL);
    pthread_create(&t[1], NULL, say, NULL);
    pthread_exit(NULL);
}
