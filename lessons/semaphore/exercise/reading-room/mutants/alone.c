/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * Two readers, of which each believes to be alone. Nobody has promised that.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "room.h"

static atomic_int reading;

static void *read_alone(void *argument)
{
    read_begin();
    assert(atomic_fetch_add(&reading, 1) == 0);
    atomic_fetch_sub(&reading, 1);
    read_end();
    return argument;
}

int main(void)
{
    pthread_t reader[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&reader[i], NULL, read_alone, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(reader[i], NULL);
    return 0;
}
