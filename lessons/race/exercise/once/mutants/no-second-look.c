/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One at a time builds it, but each who saw none does.
 */
#include <pthread.h>
#include <stddef.h>

#include "dictionary.h"

static const struct dictionary *dictionary; /* NULL: not built yet */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

int translate(int word)
{
    if (dictionary == NULL) {
        pthread_mutex_lock(&lock);
        dictionary = dictionary_build();
        pthread_mutex_unlock(&lock);
    }
    return dictionary_find(dictionary, word);
}
