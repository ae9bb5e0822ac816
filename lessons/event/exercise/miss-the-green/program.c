/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A car waits for green; the light goes to green once, and stays so.
 *
 *     cc -g -pthread miss-the-green.c -o miss-the-green && ./miss-the-green
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int is_green;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turns_green = PTHREAD_COND_INITIALIZER;

static void *drive(void *argument)
{
    (void)argument;
    if (!is_green) {
        pthread_mutex_lock(&lock);
        pthread_cond_wait(&turns_green, &lock);
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static void *switch_light(void *argument)
{
    (void)argument;
    is_green = 1;
    pthread_mutex_lock(&lock);
    pthread_cond_broadcast(&turns_green);
    pthread_mutex_unlock(&lock);
    return NULL;
}

int main(void)
{
    pthread_t car, light;
    if (pthread_create(&car, NULL, drive, NULL) != 0 ||
        pthread_create(&light, NULL, switch_light, NULL) != 0)
        return 1;
    pthread_join(car, NULL);
    pthread_join(light, NULL);
    printf("the car has driven\n");
    return 0;
}
