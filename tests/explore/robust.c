/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread ends with a robust mutex held, in the middle of a change. The next gets the mutex and is
 * told; it puts things right and says so. If it does not say so, nobody gets the mutex any more.
 * One that is not robust is held for ever.
 *
 * verdict: proved
 * outcome: "owner died, 2\n"
 * case: not said
 * args: forget
 * verdict: proved
 * outcome: "owner died, lost\n"
 * case: not robust
 * args: forget stalled
 * verdict: failed
 * failure: deadlock at LOCK preemptions 0
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock;
static int left, right;

static void *die(void *arg)
{
    pthread_mutex_lock(&lock);
    left++;
    return arg;
}

static void *change(void *arg)
{
    const int *forgets = arg;
    int error = pthread_mutex_lock(&lock); /* LOCK */
    if (error == EOWNERDEAD) {
        printf("owner died, ");
        right = left;
        if (!*forgets)
            pthread_mutex_consistent(&lock);
    }
    left++;
    right++;
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    pthread_mutexattr_t attributes;
    int forgets = argc > 1;
    (void)argv;
    pthread_mutexattr_init(&attributes);
    if (argc < 3)
        pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&lock, &attributes);
    pthread_create(&t[0], NULL, die, NULL);
    pthread_join(t[0], NULL);
    pthread_create(&t[1], NULL, change, &forgets);
    pthread_join(t[1], NULL);
    if (pthread_mutex_lock(&lock) == ENOTRECOVERABLE)
        puts("lost");
    else
        printf("%d\n", right);
}
