/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory is given back twice.
 *
 * verdict: failed
 * failure: misuse at AGAIN or ONCE preemptions 0
 * text: memory: main frees it twice, first at free-twice.c:17
 */
#include <stdlib.h>

static void *kept;

int main(void)
{
    kept = malloc(16);
    void *alias = kept;
    free(kept);  /* ONCE */
    free(alias); /* AGAIN */
}
