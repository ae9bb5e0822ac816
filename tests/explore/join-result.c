/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a thread returns is what join gets.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static void *twice(void *arg)
{
    return (void *)(2 * (long)arg);
}

static void *thrice(void *arg)
{
    pthread_exit((void *)(3 * (long)arg));
}

int main(void)
{
    pthread_t t[2];
    void *result[2];
    pthread_create(&t[0], NULL, twice, (void *)7);
    pthread_create(&t[1], NULL, thrice, (void *)7);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], &result[i]);
    assert((long)result[0] == 14 && (long)result[1] == 21);
}
