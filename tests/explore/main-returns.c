/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * main returns: the program is over, whether its thread has spoken or not.
 *
 * verdict: proved
 * outcome: ""
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
}
