/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One dies with the lock, another wants it: before, or after and then it is told.
 *
 * verdict: proved
 * outcome: "died\n"
 * outcome: "first\n"
 * distinct: 2
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;

static void *die(void *arg)
{
    if (pthread_mutex_lock(&lock) == EOWNERDEAD)
        pthread_mutex_consistent(&lock);
    return arg;
}

static void *use(void *arg)
{
    int error = pthread_mutex_lock(&lock);
    if (error == EOWNERDEAD)
        pthread_mutex_consistent(&lock);
    puts(error == EOWNERDEAD ? "died" : "first");
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &attributes);
    pthread_create(&t[0], NULL, die, NULL);
    pthread_create(&t[1], NULL, use, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
