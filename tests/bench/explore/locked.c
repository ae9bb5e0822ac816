/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * N threads, K additions each under one mutex: locked N K
 */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;
static long additions;

static void *add(void *arg)
{
    for (long i = 0; i < additions; i++) {
        pthread_mutex_lock(&lock);
        counter++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[8];
    long threads = argc > 1 ? atol(argv[1]) : 2;
    additions = argc > 2 ? atol(argv[2]) : 1;
    for (long i = 0; i < threads && i < 8; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (long i = 0; i < threads && i < 8; i++)
        pthread_join(t[i], NULL);
    assert(counter == threads * additions);
}
