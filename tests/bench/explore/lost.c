/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads, K additions each, nothing between them: lost K
 */
#include <pthread.h>
#include <stdlib.h>

static int counter;
static long additions;

static void *add(void *arg)
{
    for (long i = 0; i < additions; i++)
        counter++;
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    additions = argc > 1 ? atol(argv[1]) : 4;
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, add, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
