/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes where nothing is.
 */
#include <stdio.h>

int main(void)
{
    volatile int *nowhere = NULL;
    puts("about to crash");
    *nowhere = 1;
    return 0;
}
