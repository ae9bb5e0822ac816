/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * References are counted, but who gives one back looks at the count in a second step: two may find
 * it at zero, and one of them looks at what is freed.
 *
 * verdict: failed
 * failure: misuse at LOOK or FREE preemptions 1
 * failure: race at LOOK or FREE preemptions 0
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct text {
    atomic_int count;
    char bytes[];
};

static void *read_it(void *arg)
{
    struct text *text = arg;
    if (text->bytes[0] != 'h')
        abort();
    text->count--;
    if (text->count == 0) /* LOOK */
        free(text);       /* FREE */
    return NULL;
}

int main(void)
{
    struct text *text = malloc(sizeof(*text) + 20);
    strcpy(text->bytes, "here");
    text->count = 2;
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&thread[i], NULL, read_it, text);
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
}
