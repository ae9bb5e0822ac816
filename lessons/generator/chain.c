/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three generators in a row: all numbers, their squares, of those the even ones. Each asks the one
 * before it for the next value. There is no end to the numbers; main takes a few.
 *
 *     cc -g chain.c -o chain && ./chain 3
 */
#include "generator.h"

static struct generator numbers, squares, evens;
static long computed; /* numbers */

static void all_numbers(void)
{
    for (long i = 1;; i++) {
        computed++;
        generator_yield(i);
    }
}

static void their_squares(void)
{
    long value;
    while (generator_next(&numbers, &value))
        generator_yield(value * value);
}

static void the_even_ones(void)
{
    long value;
    while (generator_next(&squares, &value))
        if (value % 2 == 0)
            generator_yield(value);
}

int main(int argc, char **argv)
{
    char *end = NULL;
    long wanted = argc == 2 ? strtol(argv[1], &end, 10) : 3;
    if (argc > 2 || (end && (end == argv[1] || *end)) || wanted < 1 || wanted > 1000) {
        fprintf(stderr, "usage: chain [VALUES], from 1 to 1000\n");
        return 2;
    }
    generator_init(&numbers, all_numbers);
    generator_init(&squares, their_squares);
    generator_init(&evens, the_even_ones);

    for (long value; wanted > 0 && generator_next(&evens, &value); wanted--)
        printf("%ld\n", value);
    printf("numbers computed: %ld\n", computed);

    generator_release(&evens);
    generator_release(&squares);
    generator_release(&numbers);
    return 0;
}
