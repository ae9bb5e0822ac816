/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says hello in so many milliseconds, unless main changes its mind
 * before.
 *
 *     cc -g -pthread timer.c -o timer && ./timer 50 && ./timer 200 50
 */
#include <stdio.h>
#include <stdlib.h>

#include "timer.h"

static struct timer timer;

static void hello(void)
{
    printf("hello, world\n");
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "timer: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: timer [MS [CANCEL AFTER MS]]\n");
        return 2;
    }
    long ms = argc > 1 ? number(argv[1], 10000) : 50;
    long patience = argc > 2 ? number(argv[2], 10000) : 0;

    if (timer_start(&timer, ms, hello) != 0) {
        fprintf(stderr, "timer: cannot create a thread\n");
        return 1;
    }
    printf("main: the timer is set, I go on\n");
    if (patience > 0) {
        struct timespec time = {patience / 1000, patience % 1000 * 1000000};
        nanosleep(&time, NULL); /* main's own work */
        printf("main: never mind; %s\n", timer_cancel(&timer) ? "cancelled" : "too late");
    }
    timer_join(&timer);
    printf("main: the timer has ended\n");
    return 0;
}
