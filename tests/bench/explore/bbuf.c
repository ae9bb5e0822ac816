/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A buffer for one item, waited for with `while`; one producer of M items, two consumers who take
 * what is left between them: bbuf M
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t added = PTHREAD_COND_INITIALIZER, taken = PTHREAD_COND_INITIALIZER;
static long items, goal;

static void *take(void *arg)
{
    for (long i = 0; i < (long)arg; i++) {
        pthread_mutex_lock(&lock);
        while (items == 0)
            pthread_cond_wait(&added, &lock);
        items--;
        pthread_cond_signal(&taken);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void *put(void *arg)
{
    for (long i = 0; i < goal; i++) {
        pthread_mutex_lock(&lock);
        while (items == 1)
            pthread_cond_wait(&taken, &lock);
        items++;
        pthread_cond_signal(&added);
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[3];
    goal = argc > 1 ? atol(argv[1]) : 2;
    pthread_create(&t[0], NULL, put, NULL);
    pthread_create(&t[1], NULL, take, (void *)(goal / 2));
    pthread_create(&t[2], NULL, take, (void *)(goal - goal / 2));
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
