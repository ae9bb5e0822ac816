/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collects reports of some children, and looks whether all have come. Frozen.
 *
 *     cc -g driver.c end-of-file.c -o end-of-file && ./end-of-file 3
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "report.h"

#define MOST_CHILDREN 26

static int taken[MOST_CHILDREN];

int write_report(int child, int to)
{
    char letter = (char)('a' + child);
    return write(to, &letter, 1) == 1 ? 0 : 1;
}

void take_byte(char byte)
{
    assert(byte >= 'a' && byte < 'a' + MOST_CHILDREN);
    taken[byte - 'a']++;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 3;
    if (count < 1 || count > MOST_CHILDREN)
        return 2;
    if (collect(count) != 0)
        return 1;
    for (int child = 0; child < count; child++)
        assert(taken[child] == 1);
    printf("all reports are here\n");
    return 0;
}
