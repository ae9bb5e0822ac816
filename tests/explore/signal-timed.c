/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a handler does to who waits with a limit: sem_timedwait and a sleep end with EINTR, unless
 * the handler restarts calls, which only sem_timedwait heeds; pthread_cond_timedwait never does.
 *
 * args: sem
 * verdict: proved
 * outcome: "had\n"
 * outcome: "interrupted\n"
 * outcome: "late\n"
 * case: sem restarts
 * args: sem restarts
 * verdict: proved
 * outcome: "had\n"
 * outcome: "late\n"
 * case: sleep
 * args: sleep
 * verdict: proved
 * outcome: "had\n"
 * outcome: "interrupted\n"
 * case: sleep restarts
 * args: sleep restarts
 * verdict: proved
 * outcome: "had\n"
 * outcome: "interrupted\n"
 * case: cond
 * args: cond
 * verdict: proved
 * outcome: "had\n"
 * outcome: "late\n"
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static sem_t ready;
static bool is_made;
static char *way;

static void nothing(int number)
{
    (void)number;
}

static int wait_for_sem(void)
{
    struct timespec until = {.tv_sec = 1};
    return sem_timedwait(&ready, &until) == 0 ? 0 : errno;
}

static int wait_asleep(void)
{
    struct timespec asked = {.tv_sec = 1}, left = {0};
    int error = clock_nanosleep(CLOCK_MONOTONIC, 0, &asked, &left);
    assert(error == 0 || left.tv_sec == 1);
    return error;
}

static int wait_for_cond(void)
{
    struct timespec until = {.tv_sec = 1};
    int error = 0;
    pthread_mutex_lock(&lock);
    while (!is_made && error == 0)
        error = pthread_cond_timedwait(&changed, &lock, &until);
    pthread_mutex_unlock(&lock);
    return error;
}

static void *wait_a_while(void *arg)
{
    int error = way[1] == 'o' ? wait_for_cond() : way[1] == 'l' ? wait_asleep() : wait_for_sem();
    puts(error == 0 ? "had" : error == EINTR ? "interrupted" : error == ETIMEDOUT ? "late" : "?");
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct sigaction action = {.sa_handler = nothing, .sa_flags = argc > 2 ? SA_RESTART : 0};
    way = argv[1];
    sem_init(&ready, 0, 0);
    sigaction(SIGUSR1, &action, NULL);
    pthread_create(&t, NULL, wait_a_while, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_mutex_lock(&lock);
    is_made = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&lock);
    sem_post(&ready);
    pthread_join(t, NULL);
}
