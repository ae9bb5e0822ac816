/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Both threads are there at once, but only one of them may use the network.
 */
#include <pthread.h>

#include "download.h"

struct file {
    int number, size;
};

static pthread_mutex_t network = PTHREAD_MUTEX_INITIALIZER;

static void *load_one(void *argument)
{
    struct file *file = argument;
    pthread_mutex_lock(&network);
    file->size = load(file->number);
    pthread_mutex_unlock(&network);
    return NULL;
}

int load_all(void)
{
    struct file files[FILES] = {{.number = 0}, {.number = 1}};
    pthread_t thread[FILES];
    for (int i = 0; i < FILES; i++)
        if (pthread_create(&thread[i], NULL, load_one, &files[i]) != 0)
            return 0;
    for (int i = 0; i < FILES; i++)
        pthread_join(thread[i], NULL);
    return files[0].size + files[1].size;
}
