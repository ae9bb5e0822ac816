/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * name_of() returns a text that stands in a buffer of its own, as ctime() and strerror() may. Since
 * there are threads, it has a lock.
 *
 *     cc -g -pthread borrowed-text.c -o borrowed-text && ./borrowed-text
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const char *name_of(char letter)
{
    static char name[2];
    pthread_mutex_lock(&lock);
    name[0] = letter;
    pthread_mutex_unlock(&lock);
    return name;
}

static void *ask(void *argument)
{
    const char *letter = argument;
    const char *name = name_of(*letter);
    pthread_mutex_lock(&lock);
    char got = name[0];
    pthread_mutex_unlock(&lock);
    assert(got == *letter);
    return NULL;
}

int main(void)
{
    static char a = 'A', b = 'B';
    pthread_t first, second;
    if (pthread_create(&first, NULL, ask, &a) != 0 || pthread_create(&second, NULL, ask, &b) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("each has got its own name\n");
    return 0;
}
