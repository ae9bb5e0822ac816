/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who needs the dictionary first builds it. Some days two are the first.
 */
#include <stddef.h>

#include "dictionary.h"

static const struct dictionary *dictionary; /* NULL: not built yet */

int translate(int word)
{
    if (dictionary == NULL)
        dictionary = dictionary_build();
    return dictionary_find(dictionary, word);
}
