/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * No lock at all: two compute at the same time.
 */
#include <pthread.h>

#include "interpreter.h"

void run_script(int rounds)
{
    for (int i = 0; i < rounds; i++) {
        compute();
        read_file();
    }
}
