/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two writers and one reader: each of them really waits for the room.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "room.h"

static atomic_int left_page, right_page; /* equal, unless a writer is at work */

static void *read_pages(void *argument)
{
    read_begin();
    assert(atomic_load(&left_page) == atomic_load(&right_page));
    read_end();
    return argument;
}

static void *write_pages(void *argument)
{
    write_begin();
    atomic_store(&left_page, 1);
    atomic_store(&right_page, 1);
    write_end();
    return argument;
}

int main(void)
{
    pthread_t reader, writer[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&writer[i], NULL, write_pages, NULL) != 0)
            return 1;
    if (pthread_create(&reader, NULL, read_pages, NULL) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(writer[i], NULL);
    pthread_join(reader, NULL);
    return 0;
}
