/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A device that reads while others work, and the work. Frozen: this is what the check runs.
 *
 * The device is played by a thread, as aio_read(3) does it.
 *
 *     cc -g -pthread driver.c read-ahead.c -o read-ahead && ./read-ahead 1000
 */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

#include "device.h"

static sem_t started, complete;
static int *target; /* of the read that is under way */
static long blocks; /* that the device has */

/* Of the thread that calls; the device does not look at them. */
static enum { IDLE, UNDER_WAY, OVER } state;
static long reads, worked_on;
static bool was_beside;

static void *device(void *argument)
{
    long has = *(long *)argument;
    for (long i = 0; i <= has; i++) { /* the last one finds nothing */
        sem_wait(&started);
        int *block = target;
        for (int k = 0; k < BLOCK && i < has; k++)
            block[k] = (int)i * BLOCK + k;
        sem_post(&complete);
    }
    return NULL;
}

void start_read(int *block)
{
    assert(state == IDLE); /* one at a time, and none behind the end */
    state = UNDER_WAY;
    target = block;
    sem_post(&started);
}

bool await_read(void)
{
    assert(state == UNDER_WAY);
    sem_wait(&complete);
    bool is_there = reads++ < blocks;
    state = is_there ? IDLE : OVER;
    return is_there;
}

void work(const int *block)
{
    int due = (int)worked_on++ * BLOCK;
    if (state == UNDER_WAY)
        was_beside = true;
    for (int k = 0; k < BLOCK; k++) {
        int number = block[k];
        assert(number == due + k);
    }
}

int main(int argc, char **argv)
{
    long has = argc > 1 ? atol(argv[1]) : 1000;
    if (has < 1 || has > 1000000)
        return 2;
    blocks = has;
    sem_init(&started, 0, 0);
    sem_init(&complete, 0, 0);
    pthread_t thread;
    if (pthread_create(&thread, NULL, device, &has) != 0)
        return 1;
    work_on_all();
    assert(state == OVER);
    assert(worked_on == has);
    pthread_join(thread, NULL);
    if (was_beside)
        printf("worked beside a read\n");
    printf("all worked on\n");
    return 0;
}
