/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On some schedules a thread goes round without touching anything that is shared.
 */
#include <pthread.h>

static int turns;

static void *add(void *argument)
{
    int mine = __atomic_add_fetch(&turns, 1, __ATOMIC_SEQ_CST);
    while (argument && mine == 2) /* round */
        __asm__ volatile("");
    return argument;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, &turns);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
