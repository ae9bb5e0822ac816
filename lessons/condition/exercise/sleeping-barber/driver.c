/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A barber, some customers. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c sleeping-barber.c -o barber && ./barber 3 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "shop.h"

static atomic_int inside[MOST_CUSTOMERS]; /* this one is in the shop */
static atomic_long cuts[MOST_CUSTOMERS];  /* of this one's hair */
static atomic_int next_can_sit;           /* on the chair, while hair is cut */
static atomic_int sent_away;
static int rounds = 1;

void cut(int customer)
{
    assert(customer >= 0 && customer < MOST_CUSTOMERS);
    assert(atomic_load(&inside[customer]));
    if (chair_is_free())
        atomic_store(&next_can_sit, 1);
    atomic_fetch_add(&cuts[customer], 1);
}

static void *come(void *argument)
{
    int customer = (int)(long)argument;
    long wanted = 0;
    for (int i = 0; i < rounds; i++) {
        atomic_store(&inside[customer], 1);
        int is_served = visit(customer);
        atomic_store(&inside[customer], 0);
        if (!is_served)
            atomic_store(&sent_away, 1);
        wanted += is_served;
        assert(atomic_load(&cuts[customer]) == wanted);
    }
    return NULL;
}

static void *work(void *argument)
{
    while (serve())
        continue;
    return argument;
}

int main(int argc, char **argv)
{
    int customers = argc > 1 ? atoi(argv[1]) : 3;
    rounds = argc > 2 ? atoi(argv[2]) : 1000;
    pthread_t barber, thread[MOST_CUSTOMERS];
    if (customers < 1 || customers > MOST_CUSTOMERS || rounds < 1)
        return 2;

    if (pthread_create(&barber, NULL, work, NULL) != 0)
        return 1;
    for (long i = 0; i < customers; i++)
        if (pthread_create(&thread[i], NULL, come, (void *)i) != 0)
            return 1;
    for (int i = 0; i < customers; i++)
        pthread_join(thread[i], NULL);
    close_shop();
    pthread_join(barber, NULL);

    long all = 0;
    for (int i = 0; i < customers; i++)
        all += atomic_load(&cuts[i]);
    if (all == (long)customers * rounds)
        printf("all were served\n");
    if (atomic_load(&sent_away))
        printf("one was sent away\n");
    if (atomic_load(&next_can_sit))
        printf("the chair was free while he cut\n");
    printf("the shop is closed\n");
    return 0;
}
