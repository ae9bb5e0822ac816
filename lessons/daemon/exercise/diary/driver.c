/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main keeps a diary, and closes it. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c diary.c -o diary && ./diary 100
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "diary.h"

static atomic_int written; /* lines */
static atomic_int is_open;
static pthread_t main_thread;

void write_line(int line)
{
    assert(!pthread_equal(pthread_self(), main_thread));
    assert(atomic_load(&is_open));
    assert(atomic_fetch_add(&written, 1) == line); /* one after the other */
}

int main(int argc, char **argv)
{
    int lines = argc > 1 ? atoi(argv[1]) : 100;
    if (lines < 1 || lines > MOST_LINES)
        return 2;

    int went_on = 0;
    main_thread = pthread_self();
    atomic_store(&is_open, 1);
    if (diary_open() != 0)
        return 1;
    for (int i = 0; i < lines; i++) {
        diary_note(i);
        went_on |= atomic_load(&written) <= i;
    }
    diary_close();
    atomic_store(&is_open, 0);

    assert(atomic_load(&written) == lines);
    if (went_on)
        printf("main went on before its line was written\n");
    printf("the diary is closed\n");
    return 0;
}
