/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An array in shared memory. Several children add 100 to its first element, each of them several
 * times. Nothing protects it.
 *
 *     cc -g array.c -o array && ./array 5 1          (5 processes, 1 addition each)
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_PROCESSES 16
#define MOST_ADDITIONS 1000000 /* of 16 processes: below INT_MAX */

static int add(int *array, long additions)
{
    for (long i = 0; i < additions; i++)
        array[0] += 100;
    return 0;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "array: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: array [PROCESSES [ADDITIONS]]\n");
        return 2;
    }
    long processes = argc > 1 ? number(argv[1], MOST_PROCESSES) : 5;
    long additions = argc > 2 ? number(argv[2], MOST_ADDITIONS) : 1;

    static const int first[4] = {1, 2, 3, 4};
    int *array = /* the same four numbers for all processes */
        mmap(NULL, sizeof(first), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (array == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    memcpy(array, first, sizeof(first));

    for (long i = 0; i < processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            return add(array, additions);
    }
    while (wait(NULL) > 0)
        continue;

    long should = 1 + processes * additions * 100;
    printf("%d of %ld\n", array[0], should);
    fflush(NULL); /* the claim below may end the program */
    assert(array[0] == should);
    return 0;
}
