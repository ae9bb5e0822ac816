/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mutexes, for conditions: waiting unlocks one and locks it again.
 */
#ifndef EXPLORE_CALLS_MUTEX_H
#define EXPLORE_CALLS_MUTEX_H

#include <pthread.h>

#include "explore/engine/engine.h"

/* Links the mutex to an operation that will unlock it. EPERM if the running thread has it not. */
int mutex_release(pthread_mutex_t *mutex, struct op *op);
/* It is the running thread's; it is free. */
int mutex_take(pthread_mutex_t *mutex); /* 0, or that its last owner died */
void mutex_free(pthread_mutex_t *mutex);
/* The running thread ends: its robust mutexes go to whoever asks for them next. */
void mutex_owner_dies(void);

#endif
