/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * convoy.c with a bare mutex as the interpreter's lock: to give it up is
 * to unlock it, and whoever comes first has it. Python 2 did it like
 * this.
 *
 *     cc -g -pthread greedy.c -o greedy && ./greedy 1 4000000 10000
 */
#include <pthread.h>

#include "server.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void take_lock(void)
{
    pthread_mutex_lock(&lock);
}

static void give_lock(void)
{
    pthread_mutex_unlock(&lock);
}

int main(int argc, char **argv)
{
    return serve(argc, argv);
}
