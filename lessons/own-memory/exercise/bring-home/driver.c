/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has work done by children, and looks whether each result has come home. Frozen.
 *
 *     cc -g -pthread driver.c bring-home.c -o bring-home && ./bring-home 2
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "work.h"

#define MOST 50

struct watch {
    atomic_int at_work, met;
};

static struct watch *watch;
static pid_t parent;

long work(int i)
{
    assert(getpid() != parent);
    if (atomic_fetch_add(&watch->at_work, 1) > 0)
        atomic_store(&watch->met, 1);
    atomic_fetch_sub(&watch->at_work, 1);
    return 1000000L * (i + 1);
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 2;
    long results[MOST] = {0};
    if (workers < 1 || workers > MOST)
        return 2;
    parent = getpid();
    watch = mmap(NULL, sizeof(*watch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (watch == MAP_FAILED || work_in_children(workers, results) != 0)
        return 1;
    for (int i = 0; i < workers; i++)
        assert(results[i] == 1000000L * (i + 1));
    if (atomic_load(&watch->met))
        printf("two at work at once\n");
    printf("every result is at home\n");
    return 0;
}
