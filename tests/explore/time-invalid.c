/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A limit with a thousand million nanoseconds or more, as comes of adding without carrying, is
 * none: EINVAL, at once, and nothing was waited for.
 *
 * verdict: proved
 * outcome: "EINVAL EINVAL EINVAL EINVAL EINVAL EINVAL\n"
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, held = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;

static const char *word(int error)
{
    return error == EINVAL ? "EINVAL" : "?";
}

int main(void)
{
    struct timespec until;
    sem_t sem;
    sem_init(&sem, 0, 1);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 1000000000;
    pthread_mutex_lock(&lock);
    int cond = pthread_cond_timedwait(&changed, &lock, &until);
    pthread_mutex_unlock(&lock); /* it still has it */
    pthread_mutex_lock(&held);
    int mutex = pthread_mutex_timedlock(&held, &until);
    int read = pthread_rwlock_timedrdlock(&rwlock, &until);
    int semaphore = sem_timedwait(&sem, &until) == 0 ? 0 : errno;
    int slept = nanosleep(&until, NULL) == 0 ? 0 : errno;
    printf("%s %s %s %s %s %s\n", word(cond), word(mutex), word(read), word(semaphore), word(slept),
           word(clock_nanosleep(CLOCK_REALTIME, 0, &until, NULL)));
}
