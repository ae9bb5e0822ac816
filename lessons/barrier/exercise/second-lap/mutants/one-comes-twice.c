/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * One comes twice, the other once: that the second time lasts for ever is right.
 */
#include <pthread.h>

#include "meet.h"

static void *once(void *argument)
{
    meet();
    return argument;
}

static void *twice(void *argument)
{
    meet();
    meet();
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, once, NULL) != 0 ||
        pthread_create(&second, NULL, twice, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
