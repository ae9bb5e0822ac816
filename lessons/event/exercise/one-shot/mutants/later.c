/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two that wait, but the second comes when it has happened already.
 */
#include <pthread.h>

#include "event.h"

static void *car(void *argument)
{
    event_wait();
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, car, NULL) != 0)
        return 1;
    event_set();
    if (pthread_create(&second, NULL, car, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return 0;
}
