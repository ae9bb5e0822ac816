/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Loads two files. Frozen.
 *
 *     cc -g -pthread driver.c both.c -o both && ./both
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "download.h"

static atomic_int loading, met, loaded[FILES];

int load(int file)
{
    assert(file >= 0 && file < FILES);
    if (atomic_fetch_add(&loading, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&loaded[file], 1);
    atomic_fetch_sub(&loading, 1);
    return 100 + file;
}

int main(int argc, char **argv)
{
    int times = argc > 1 ? atoi(argv[1]) : 1;
    for (int i = 1; i <= times; i++) {
        int size = load_all();
        assert(size == 100 + 101);
        for (int file = 0; file < FILES; file++)
            assert(loaded[file] == i);
    }
    if (atomic_load(&met))
        printf("two files at once\n");
    printf("all files are there\n");
    return 0;
}
