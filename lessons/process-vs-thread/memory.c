/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What memory does a task take that is only there, and waits?
 *
 *     cc -g -pthread memory.c -o memory && ./memory 20
 */
#include "measure.h"

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: memory [TASKS]\n");
        return 2;
    }
    int tasks = number(argc, argv, 1, 20, 1, MOST_TASKS);
    size_t stack;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_getstacksize(&attributes, &stack);
    pthread_attr_destroy(&attributes);
    printf("set aside for one stack: %zu kB\n", stack / 1024);
    fflush(stdout); /* or the children would print it, too */
    for (enum kind kind = THREAD; kind <= PROCESS; kind++) {
        printf("used by a %s: %.1f kB\n", kind_names[kind], memory_kb(kind, tasks));
        fflush(stdout);
    }
    return 0;
}
