/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * More schedules than anyone has time for.
 */
#include <pthread.h>

static int counter;

static void *add(void *argument)
{
    for (int i = 0; i < 20; i++)
        __atomic_add_fetch(&counter, 1, __ATOMIC_SEQ_CST);
    return argument;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, add, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
