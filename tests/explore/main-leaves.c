/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * main ends by pthread_exit: the program goes on until its last thread has ended.
 *
 * verdict: proved
 * outcome: "still here\n"
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

static void *say(void *arg)
{
    puts("still here");
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, say, NULL);
    pthread_detach(t);
    pthread_exit(NULL);
}
