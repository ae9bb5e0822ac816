/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The first one says that it builds, and the second one believes that it is built.
 */
#include <pthread.h>
#include <stdbool.h>

#include "dictionary.h"

static const struct dictionary *dictionary;
static bool is_begun; /* only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int translate(int word)
{
    pthread_mutex_lock(&lock);
    bool is_mine = !is_begun;
    is_begun = true;
    pthread_mutex_unlock(&lock);
    if (is_mine)
        dictionary = dictionary_build();
    return dictionary_find(dictionary, word);
}
