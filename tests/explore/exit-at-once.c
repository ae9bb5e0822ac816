/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * _exit in a thread ends the program, and no handler of atexit is called.
 *
 * verdict: failed
 * failure: exit at EXIT preemptions 0
 * outcome: ""
 * outcome: "main\n"
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void never(void)
{
    puts("handler");
}

static void *leave(void *arg)
{
    (void)arg;
    _exit(3); /* EXIT */
}

int main(void)
{
    pthread_t t;
    atexit(never);
    pthread_create(&t, NULL, leave, NULL);
    puts("main");
    pthread_join(t, NULL);
}
