/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One task does the four quarters, one after the other.
 *
 *     cc -g alone.c -o alone && ./alone
 */
#include "quarter.h"

int main(int argc, char **argv)
{
    begin(argc, argv);
    for (int quarter = 1; quarter <= QUARTERS; quarter++)
        compute(quarter);
    return 0;
}
