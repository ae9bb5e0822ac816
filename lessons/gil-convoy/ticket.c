/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock of the lesson gil, looked at closely: each thread takes it
 * once, and adds 1.
 *
 *     cc -g -pthread ticket.c -o ticket && ./ticket 2
 */
#include <assert.h>

#include "../gil/lock.h"
#include "../gil/number.h"

static void *add(void *argument)
{
    take_lock();
    counter++;
    give_lock();
    return argument;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: ticket [THREADS]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_TASKS);
    pthread_t thread[MOST_TASKS];
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, add, NULL) != 0) {
            fprintf(stderr, "ticket: cannot create a thread\n");
            return 1;
        }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("turns: %ld, counter: %ld\n", number_up, counter);
    fflush(NULL); /* the claim below may end the program */
    assert(counter == threads);
    return 0;
}
