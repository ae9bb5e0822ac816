/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PAGE_H
#define PAGE_H

#include <stdio.h>
#include <time.h>

static long unit; /* milliseconds: page 3 takes three of them */

/* Gets page n from a slow network. The wait is the work itself. */
static long get_page(long n)
{
    printf("page %ld starts\n", n);
    struct timespec time = {n * unit / 1000, n * unit % 1000 * 1000000};
    nanosleep(&time, NULL);
    printf("page %ld ends\n", n);
    return n;
}

#endif
