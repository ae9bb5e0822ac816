/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list of three cells, each with its lock; the next one is taken before the last is given
 * back.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static struct cell {
    pthread_mutex_t lock;
    int value;
} cell[3] = {
    {PTHREAD_MUTEX_INITIALIZER, 0}, {PTHREAD_MUTEX_INITIALIZER, 0}, {PTHREAD_MUTEX_INITIALIZER, 0}};

static void *walk(void *arg)
{
    pthread_mutex_lock(&cell[0].lock);
    for (int i = 0; i < 3; i++) {
        cell[i].value++;
        if (i < 2)
            pthread_mutex_lock(&cell[i + 1].lock);
        pthread_mutex_unlock(&cell[i].lock);
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, walk, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 3; i++)
        assert(cell[i].value == 2);
}
