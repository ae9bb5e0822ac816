/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks malloc for memory again and again, keeps the last hundred blocks, and counts how often the
 * heap had to grow: only then was the kernel asked.
 *
 *     cc -g calls.c -o calls && ./calls 1000000
 */
#include <assert.h>
#include <unistd.h>

#include "number.h"

#define KEPT 100

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: calls [TIMES]\n");
        return 2;
    }
    long times = number(argc, argv, 1, 1000000, 100000000);

    void *kept[KEPT] = {NULL};
    long grown = 0;
    char *end = sbrk(0); /* of the heap */
    for (long i = 0; i < times; i++) {
        free(kept[i % KEPT]);
        kept[i % KEPT] = malloc((size_t)(16 + i % 200));
        if (!kept[i % KEPT]) {
            perror("calls: malloc");
            return 1;
        }
        if (sbrk(0) != end) {
            grown++;
            end = sbrk(0);
        }
    }
    for (long i = 0; i < KEPT; i++)
        free(kept[i]);
    printf("%ld times malloc, and %ld times the kernel was asked for more\n", times, grown);
    assert(grown < 10);
    return 0;
}
