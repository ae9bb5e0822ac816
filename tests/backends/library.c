/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Right, and yet only if the library's variables are as new in each execution (counting.c).
 */
#include <assert.h>
#include <pthread.h>

int counting_next(void);
int counting_mine(void);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *use(void *argument)
{
    pthread_mutex_lock(&lock);
    assert(counting_next() <= 2);
    assert(counting_mine() == 1);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, use, NULL);
    pthread_create(&b, NULL, use, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
