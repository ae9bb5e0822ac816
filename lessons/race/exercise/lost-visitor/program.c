/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two gates count visitors. Every access is under the lock: there is no data race.
 *
 *     cc -g -pthread lost-visitor.c -o lost-visitor && ./lost-visitor
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int visitors; /* with the lock held */

static int read_visitors(void)
{
    pthread_mutex_lock(&lock);
    int now = visitors;
    pthread_mutex_unlock(&lock);
    return now;
}

static void write_visitors(int now)
{
    pthread_mutex_lock(&lock);
    visitors = now;
    pthread_mutex_unlock(&lock);
}

static void *let_in(void *argument)
{
    (void)argument;
    int now = read_visitors();
    write_visitors(now + 1);
    return NULL;
}

int main(void)
{
    pthread_t gate[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&gate[i], NULL, let_in, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(gate[i], NULL);
    printf("%d visitors\n", visitors);
    assert(visitors == 2);
    return 0;
}
