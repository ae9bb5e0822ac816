/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads have codes described, and look whether the text is theirs. Frozen.
 *
 *     cc -g -pthread driver.c errno-like.c -o errno-like && ./errno-like 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "describe.h"

static atomic_int looking, met;
static int times;

char letter_of(int code)
{
    if (atomic_fetch_add(&looking, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_sub(&looking, 1);
    return (char)('a' + code);
}

static void *ask(void *argument)
{
    int code = *(const int *)argument;
    for (int i = 0; i < times; i++) {
        const char *text = describe(code);
        assert(text[0] == 'a' + code && text[1] == '!' && text[2] == '\0');
    }
    return NULL;
}

int main(int argc, char **argv)
{
    times = argc > 1 ? atoi(argv[1]) : 1000;
    pthread_t thread[2];
    int code[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, ask, &code[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    if (atomic_load(&met))
        printf("two look-ups at once\n");
    printf("every text was right\n");
    return 0;
}
