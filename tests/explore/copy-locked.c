/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same copy and clearing under a lock.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>
#include <string.h>

static char shared[4] = "abc";
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *copy(void *arg)
{
    char mine[4];
    pthread_mutex_lock(&lock);
    memcpy(mine, shared, sizeof(mine));
    pthread_mutex_unlock(&lock);
    assert(strcmp(mine, "abc") == 0 || strcmp(mine, "") == 0);
    return arg;
}

static void *clear(void *arg)
{
    pthread_mutex_lock(&lock);
    memset(shared, 0, sizeof(shared));
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_create(&t[0], NULL, copy, NULL);
    pthread_create(&t[1], NULL, clear, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
