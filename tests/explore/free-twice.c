/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory is given back twice.
 *
 * verdict: failed
 * failure: misuse at AGAIN preemptions 0
 */
#include <stdlib.h>

static void *kept;

int main(void)
{
    kept = malloc(16);
    void *alias = kept;
    free(kept);
    free(alias); /* AGAIN */
}
