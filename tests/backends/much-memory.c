/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks for memory without end.
 */
#include <pthread.h>
#include <stdlib.h>

static void *eat(void *argument)
{
    for (;;)
        *(char *)malloc(1 << 20) = 1;
    return argument;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, eat, NULL);
    pthread_create(&b, NULL, eat, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
