/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Gives up.
 */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts("about to abort");
    abort();
}
