/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads of an interpreter run the same script: n += 1, three times. That is a LOAD and a
 * STORE each time. The interpreter's lock is held for an instruction, and given up between two of
 * them.
 *
 *     cc -g -pthread less-than-three.c -o less-than-three && ./less-than-three
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#define TIMES 3

static pthread_mutex_t gil = PTHREAD_MUTEX_INITIALIZER;
static int n; /* only with the lock held */

static int load(void)
{
    pthread_mutex_lock(&gil);
    int value = n;
    pthread_mutex_unlock(&gil);
    return value;
}

static void store(int value)
{
    pthread_mutex_lock(&gil);
    n = value;
    pthread_mutex_unlock(&gil);
}

static void *script(void *argument)
{
    for (int i = 0; i < TIMES; i++) {
        int top = load();
        store(top + 1);
    }
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, script, NULL) != 0 ||
        pthread_create(&second, NULL, script, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("n = %d\n", n);
    fflush(NULL); /* the claim below may end the program */
    assert(n >= TIMES);
    return 0;
}
