/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What does it cost to make a task, and to wait for its end? The parent may have filled some memory
 * before.
 *
 *     cc -g -pthread create.c -o create && ./create 50 0
 */
#include "measure.h"

#include <sys/mman.h>

#define MOST_MIB 1024

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "nothing") == 0)
        return 0; /* we are the fresh program */
    if (argc > 3) {
        fprintf(stderr, "usage: create [TASKS [MIB]]\n");
        return 2;
    }
    int tasks = number(argc, argv, 1, 50, 1, MOST_TASKS);
    size_t size = (size_t)number(argc, argv, 2, 0, 0, MOST_MIB) << 20;
    if (size > 0) {
        char *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (memory == MAP_FAILED)
            die("mmap");
        madvise(memory, size, MADV_NOHUGEPAGE); /* ordinary pages, as most memory has */
        memset(memory, 'x', size);              /* used, not only asked for */
    }

    for (enum kind kind = THREAD; kind <= PROGRAM; kind++) {
        printf("a %s: %.1f us\n", kind_names[kind], create_us(kind, tasks));
        fflush(stdout); /* or the next child would print it, too */
    }
    return 0;
}
