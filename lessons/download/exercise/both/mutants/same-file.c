/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Both threads get the address of one variable, which changes meanwhile.
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
    struct file file = {0};
    pthread_t thread[FILES];
    int size = 0;
    for (int i = 0; i < FILES; i++) {
        file.number = i;
        if (pthread_create(&thread[i], NULL, load_one, &file) != 0)
            return 0;
    }
    for (int i = 0; i < FILES; i++) {
        pthread_join(thread[i], NULL);
        size += file.size;
    }
    return size;
}
