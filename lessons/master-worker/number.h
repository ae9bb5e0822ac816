/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdio.h>
#include <stdlib.h>

/* Argument i as a number from 1 to most, or `otherwise`; or the end of the program. */
static long number(int argc, char **argv, int i, long otherwise, long most)
{
    if (i >= argc)
        return otherwise;
    char *end;
    long value = strtol(argv[i], &end, 10);
    if (end == argv[i] || *end || value < 1 || value > most) {
        fprintf(stderr, "'%s' is not a number from 1 to %ld\n", argv[i], most);
        exit(2);
    }
    return value;
}

#endif
