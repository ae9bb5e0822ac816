/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transfer.c with an order: whoever needs both locks takes the left one first, wherever the money
 * goes.
 *
 *     cc -g -pthread ordered.c -o ordered && ./ordered 1
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_TRANSFERS 1000000

struct account {
    pthread_mutex_t lock;
    long money; /* touch it only with the lock held */
};

static struct account left = {PTHREAD_MUTEX_INITIALIZER, 100};
static struct account right = {PTHREAD_MUTEX_INITIALIZER, 100};

static void transfer(struct account *from, struct account *to)
{
    pthread_mutex_lock(&left.lock);
    pthread_mutex_lock(&right.lock);
    from->money--;
    to->money++;
    pthread_mutex_unlock(&right.lock);
    pthread_mutex_unlock(&left.lock);
}

static void *to_the_right(void *argument)
{
    for (long times = (long)argument; times > 0; times--)
        transfer(&left, &right);
    return NULL;
}

static void *to_the_left(void *argument)
{
    for (long times = (long)argument; times > 0; times--)
        transfer(&right, &left);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "ordered: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: ordered [TRANSFERS]\n");
        return 2;
    }
    long transfers = argc > 1 ? number(argv[1], MOST_TRANSFERS) : 1;

    pthread_t one, other;
    if (pthread_create(&one, NULL, to_the_right, (void *)transfers) != 0 ||
        pthread_create(&other, NULL, to_the_left, (void *)transfers) != 0) {
        fprintf(stderr, "ordered: cannot create a thread\n");
        return 1;
    }
    pthread_join(one, NULL);
    pthread_join(other, NULL);
    printf("left %ld, right %ld\n", left.money, right.money);
    return 0;
}
