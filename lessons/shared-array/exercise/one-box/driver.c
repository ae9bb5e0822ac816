/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several processes do jobs and add to one sum. Frozen.
 *
 *     cc -g -pthread driver.c one-box.c -o one-box && ./one-box 2 2
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"

struct watch {
    atomic_int at_work, met;
};

static struct watch *watch;

long do_job(int job)
{
    if (atomic_fetch_add(&watch->at_work, 1) > 0)
        atomic_store(&watch->met, 1);
    atomic_fetch_sub(&watch->at_work, 1);
    return 100 + job;
}

static void work(int first, int jobs)
{
    for (int i = 0; i < jobs; i++)
        box_add(first + i);
    _exit(0);
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 2, jobs = argc > 2 ? atoi(argv[2]) : 2;
    if (workers < 1 || workers > 20 || jobs < 1 || jobs > 100000)
        return 2;
    watch = mmap(NULL, sizeof(*watch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (watch == MAP_FAILED)
        return 1;
    if (box_open() != 0)
        return 1;
    for (int i = 0; i < workers; i++) {
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            work(i * jobs, jobs);
    }
    for (int i = 0; i < workers; i++) {
        int status;
        if (wait(&status) < 0)
            return 1;
        assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    long expected = 0;
    for (int i = 0; i < workers * jobs; i++)
        expected += 100 + i;
    assert(box_sum() == expected);
    if (atomic_load(&watch->met))
        printf("two jobs at once\n");
    printf("every job is in the sum\n");
    return 0;
}
