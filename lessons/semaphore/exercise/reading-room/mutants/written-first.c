/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * That the writer comes before the readers is nobody's promise.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "room.h"

static atomic_int page;

static void *read_page(void *argument)
{
    read_begin();
    assert(atomic_load(&page) == 1);
    read_end();
    return argument;
}

static void *write_page(void *argument)
{
    write_begin();
    atomic_store(&page, 1);
    write_end();
    return argument;
}

int main(void)
{
    pthread_t reader[2], writer;
    if (pthread_create(&writer, NULL, write_page, NULL) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&reader[i], NULL, read_page, NULL) != 0)
            return 1;
    pthread_join(writer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(reader[i], NULL);
    return 0;
}
