/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Does not wait at all: what is missing was not loaded yet.
 */
#include <pthread.h>

#include "download.h"

struct file {
    int number, size;
};

static void *load_one(void *argument)
{
    struct file *file = argument;
    file->size = load(file->number);
    return NULL;
}

int load_all(void)
{
    static struct file files[FILES];
    pthread_t thread[FILES];
    for (int i = 0; i < FILES; i++)
        files[i] = (struct file){.number = i};
    for (int i = 0; i < FILES; i++)
        if (pthread_create(&thread[i], NULL, load_one, &files[i]) != 0)
            return 0;
    for (int i = 0; i < FILES; i++)
        pthread_detach(thread[i]);
    return files[0].size + files[1].size;
}
