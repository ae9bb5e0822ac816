/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each access is atomic; the two of them together are not.
 */
#include <stdatomic.h>

#include "largest.h"

static atomic_int best;

void measure_and_keep(int place)
{
    int result = measure(place);
    if (result > atomic_load(&best))
        atomic_store(&best, result);
}

int largest(void)
{
    return best;
}
