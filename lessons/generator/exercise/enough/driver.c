/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Generators of which more and less is taken than they have. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c enough.c -o enough && ./enough 60
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "generate.h"

static long has; /* values, each generator */
static atomic_long computed;
static atomic_bool is_inside; /* the body has begun and not left */

static void numbers(struct generator *me)
{
    atomic_store(&is_inside, true);
    for (long i = 0; i < has; i++) {
        atomic_fetch_add(&computed, 1);
        if (!generator_yield(me, i))
            break;
    }
    atomic_store(&is_inside, false);
}

/* Asks so many times, and closes it. */
static void take(long asked)
{
    long due = asked < has ? asked : has; /* to be computed, and no more */
    atomic_store(&computed, 0);
    struct generator *generator = generator_make(numbers);
    for (long i = 0; i < asked; i++) {
        long value = -1;
        bool is_there = generator_next(generator, &value);
        assert(is_there == (i < has));
        assert(!is_there || value == i);
        assert(atomic_load(&computed) <= i + 1); /* not one ahead */
    }
    generator_close(generator);
    assert(!atomic_load(&is_inside));
    assert(atomic_load(&computed) == due); /* none that nobody asked for */
}

int main(int argc, char **argv)
{
    has = argc > 1 ? atol(argv[1]) : 60;
    if (has < 1 || has > 1000)
        return 2;
    for (long asked = has - 1; asked >= 0; asked--)
        take(asked);
    take(has);
    take(has + 1); /* to its end */
    printf("all closed\n");
    return 0;
}
