/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * An atomic pointer: the look is one step and the store is one step, and between them is a gap.
 */
#include <stdatomic.h>
#include <stddef.h>

#include "dictionary.h"

static const struct dictionary *_Atomic dictionary;

int translate(int word)
{
    if (atomic_load(&dictionary) == NULL)
        atomic_store(&dictionary, dictionary_build());
    return dictionary_find(atomic_load(&dictionary), word);
}
