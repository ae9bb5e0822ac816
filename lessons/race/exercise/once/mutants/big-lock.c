/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held for the reading, too, which changes nothing.
 */
#include <pthread.h>
#include <stddef.h>

#include "dictionary.h"

static const struct dictionary *dictionary; /* NULL: not built yet */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int translate(int word)
{
    pthread_mutex_lock(&lock);
    if (dictionary == NULL)
        dictionary = dictionary_build();
    int found = dictionary_find(dictionary, word);
    pthread_mutex_unlock(&lock);
    return found;
}
