/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: does-not-compile
 * Makes the compiler work for ever.
 */
#define A(x) x x x x x x x x x x
#define B(x) A(A(A(x)))
#define C(x) B(B(B(x)))
#include "count.h"

#define ONE 1,
long many[] = {C(ONE)};
long jobs_counted(void)
{
    return many[0];
}
void count_jobs(long times)
{
    many[0] = times;
}
