/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readers do not notice each other: what makes a difference is who of them comes before the writer.
 * N readers and a writer: 2 to the power of N schedules; N readers alone: one.
 *
 * args: 3 1
 * verdict: proved
 * distinct: 8
 * case: readers
 * args: 3 0
 * verdict: proved
 * distinct: 1
 * case: writers
 * args: 0 3
 * verdict: proved
 * distinct: 6
 */
#include <pthread.h>
#include <stdlib.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int number;

static void *look(void *arg)
{
    pthread_rwlock_rdlock(&lock);
    int seen = number;
    pthread_rwlock_unlock(&lock);
    return seen < 0 ? NULL : arg;
}

static void *change(void *arg)
{
    pthread_rwlock_wrlock(&lock);
    number++;
    pthread_rwlock_unlock(&lock);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[6];
    int readers = argc > 1 ? atoi(argv[1]) : 0, writers = argc > 2 ? atoi(argv[2]) : 0;
    for (int i = 0; i < readers + writers; i++)
        pthread_create(&t[i], NULL, i < readers ? look : change, NULL);
    for (int i = 0; i < readers + writers; i++)
        pthread_join(t[i], NULL);
}
