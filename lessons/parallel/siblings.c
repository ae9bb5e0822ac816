/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A core may show itself as two processors (hyper-threading). Are there such here? And if so: two
 * threads on the two halves of one core, against two threads on two cores.
 *
 *     cc -g -pthread siblings.c -o siblings && ./siblings 40000000
 */
#include "work.h"

/* The first processor that shares a core with this one, itself perhaps; -1: not known. */
static int first_of_core(int cpu)
{
    char path[96];
    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/topology/thread_siblings_list",
             cpu);
    FILE *file = fopen(path, "r");
    int first = -1;
    if (!file)
        return -1;
    if (fscanf(file, "%d", &first) != 1)
        first = -1;
    fclose(file);
    return first;
}

/* Half of the steps on each of two processors. What it took, in ms. */
static double on_two(long steps, int one, int other)
{
    double begin = wall_ms();
    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        cpu_set_t set;
        CPU_ZERO(&set);
        CPU_SET((size_t)(i == 0 ? one : other), &set);
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setaffinity_np(&attributes, sizeof(set), &set);
        if (pthread_create(&thread[i], &attributes, add_up, (void *)(steps / 2)) != 0) {
            fprintf(stderr, "siblings: cannot create a thread\n");
            exit(1);
        }
        pthread_attr_destroy(&attributes);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return wall_ms() - begin;
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: siblings [STEPS]\n");
        return 2;
    }
    long steps = number(argc, argv, 1, 40000000, 1, MOST_STEPS);
    cpu_set_t mine;
    if (sched_getaffinity(0, sizeof(mine), &mine) < 0)
        return 1;

    int here = -1, sibling = -1, elsewhere = -1, processors = 0, cores_seen = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET((size_t)cpu, &mine))
            continue;
        processors++;
        cores_seen += first_of_core(cpu) == cpu;
        if (here < 0)
            here = cpu;
        else if (first_of_core(cpu) >= 0 && first_of_core(cpu) == first_of_core(here))
            sibling = sibling < 0 ? cpu : sibling;
        else
            elsewhere = elsewhere < 0 ? cpu : elsewhere;
    }
    printf("%d processors on %d cores\n", processors, cores_seen);
    if (here >= 0)
        printf("on one processor: %.1f ms\n", on_two(steps, here, here));
    if (sibling >= 0)
        printf("on two halves of a core: %.1f ms\n", on_two(steps, here, sibling));
    if (elsewhere >= 0)
        printf("on two cores: %.1f ms\n", on_two(steps, here, elsewhere));
    return 0;
}
