/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes memory, and touches it, without end. Does nothing unless a test has marked it.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    if (!getenv("CONC_TEST_MARK"))
        return 77;
    for (;;) {
        char *bytes = malloc(1 << 20);
        if (bytes)
            memset(bytes, 1, 1 << 20);
        else
            pause();
    }
}
