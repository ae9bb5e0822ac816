/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * pthread_once runs it once, and nobody goes on before it has run.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int made;

static void make(void)
{
    made++;
}

static void *use(void *arg)
{
    pthread_once(&once, make);
    assert(made == 1);
    return arg;
}

int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], NULL, use, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], NULL);
}
