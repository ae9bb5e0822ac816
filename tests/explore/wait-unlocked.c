/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Waits on a condition with a mutex that it does not hold.
 *
 * verdict: failed
 * failure: misuse at WAIT preemptions 0
 */
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

int main(void)
{
    pthread_cond_wait(&changed, &lock); /* WAIT */
}
