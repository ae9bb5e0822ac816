/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads write elements side by side: different memory, no race.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static char cell[2];

static void *write_it(void *arg)
{
    char *mine = arg;
    *mine = 1;
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, write_it, &cell[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    assert(cell[0] == 1 && cell[1] == 1);
}
