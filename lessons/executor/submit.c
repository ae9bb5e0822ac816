/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two workers, three pages. What the futures know while two are on their way, and afterwards. The
 * network answers when main lets it, so that nothing here is luck.
 *
 *     cc -g -pthread submit.c -o submit && ./submit
 */
#include <assert.h>
#include <semaphore.h>

#include "executor.h"

static sem_t begun, network;

static long get_page(long n)
{
    sem_post(&begun);
    sem_wait(&network); /* until an answer comes */
    return n;
}

static const char *yes(bool is_so)
{
    return is_so ? "yes" : "no";
}

int main(void)
{
    struct executor executor;
    struct future three, two, four;
    long result;
    sem_init(&begun, 0, 0);
    sem_init(&network, 0, 0);
    executor_open(&executor, 2);
    executor_submit(&executor, &three, get_page, 3);
    executor_submit(&executor, &two, get_page, 2);
    executor_submit(&executor, &four, get_page, 4);
    sem_wait(&begun);
    sem_wait(&begun); /* both workers are at work */

    bool is_done = future_done(&three), stops_two = future_cancel(&two),
         stops_four = future_cancel(&four);
    printf("page 3 done: %s\n", yes(is_done));
    printf("page 2 cancelled: %s, page 4 cancelled: %s\n", yes(stops_two), yes(stops_four));

    sem_post(&network);
    sem_post(&network);
    bool has_result = future_result(&three, &result);
    printf("page 3 done: %s, result: %ld\n", yes(future_done(&three)), result);
    executor_shutdown(&executor);
    sem_destroy(&begun);
    sem_destroy(&network);
    assert(!is_done && !stops_two && stops_four && has_result && result == 3);
    return 0;
}
