/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks whether the result is larger, and keeps it if so.
 */
#include "largest.h"

static int best;

void measure_and_keep(int place)
{
    int result = measure(place);
    if (result > best)
        best = result;
}

int largest(void)
{
    return best;
}
