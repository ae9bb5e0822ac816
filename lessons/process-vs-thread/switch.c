/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What does it cost to switch from one task to another, on the same core?
 *
 *     cc -g -pthread switch.c -o switch && ./switch 1000
 */
#include "measure.h"

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: switch [ROUNDS]\n");
        return 2;
    }
    int rounds = number(argc, argv, 1, 1000, 1, MOST_ROUNDS);
    for (enum kind kind = THREAD; kind <= PROCESS; kind++) {
        printf("to a %s: %.2f us\n", kind_names[kind], switch_us(kind, rounds));
        fflush(stdout); /* or the next child would print it, too */
    }
    return 0;
}
