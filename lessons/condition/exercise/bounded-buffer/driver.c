/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One writes letters, two deliver them. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c bounded-buffer.c -o bounded-buffer && ./bounded-buffer 10000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "tray.h"

static long delivered[2]; /* by each: the sum of the letters' numbers */

static void *write_letters(void *argument)
{
    int letters = (int)(long)argument;
    for (int i = 1; i <= letters; i++)
        post(i);
    return NULL;
}

static long deliver(int letters)
{
    long sum = 0;
    int last = 0;
    for (int i = 0; i < letters; i++) {
        int letter = fetch();
        assert(letter > last); /* the oldest first, and none twice */
        last = letter;
        sum += letter;
    }
    return sum;
}

static void *deliver_some(void *argument)
{
    delivered[0] = deliver((int)(long)argument);
    return NULL;
}

static void *deliver_others(void *argument)
{
    delivered[1] = deliver((int)(long)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    long each = argc > 1 ? atol(argv[1]) : 10000; /* letters, for each who delivers */
    if (each < 1 || each > 1000000)
        return 2;
    pthread_t writer, some, others;
    if (pthread_create(&some, NULL, deliver_some, (void *)each) != 0 ||
        pthread_create(&others, NULL, deliver_others, (void *)each) != 0 ||
        pthread_create(&writer, NULL, write_letters, (void *)(2 * each)) != 0)
        return 1;
    pthread_join(writer, NULL);
    pthread_join(some, NULL);
    pthread_join(others, NULL);
    assert(delivered[0] + delivered[1] == each * (2 * each + 1));
    printf("all letters delivered\n");
    return 0;
}
