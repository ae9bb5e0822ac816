/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A generator with three values. It and main tell where they are.
 *
 *     cc -g three.c -o three && ./three
 */
#include "generator.h"

static void one_two_three(void)
{
    printf("generator: begins\n");
    for (long i = 1; i <= 3; i++) {
        printf("generator: gives %ld\n", i);
        generator_yield(i);
    }
    printf("generator: ends\n");
}

int main(void)
{
    struct generator numbers;
    generator_init(&numbers, one_two_three);
    printf("main: made it\n");

    long value;
    while (generator_next(&numbers, &value))
        printf("main: got %ld\n", value);
    generator_release(&numbers);
    return 0;
}
