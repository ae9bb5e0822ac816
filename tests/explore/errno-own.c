/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What fails in one thread is not told to the other.
 *
 * verdict: proved
 * outcome: "1 0\n"
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

static sem_t empty, gate;
static int tried, other;

static void *try(void *arg)
{
    sem_trywait(&empty);
    sem_post(&gate);
    tried = errno == EAGAIN;
    return arg;
}

static void *look(void *arg)
{
    errno = 0;
    sem_wait(&gate);
    other = errno;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    sem_init(&empty, 0, 0);
    sem_init(&gate, 0, 0);
    pthread_create(&a, NULL, try, NULL);
    pthread_create(&b, NULL, look, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%d %d\n", tried, other);
}
