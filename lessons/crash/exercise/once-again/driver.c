/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has jobs done, of which some crash and some cannot be done. Frozen.
 *
 *     cc -g -pthread driver.c once-again.c -o once-again && ./once-again 3
 */
#include <assert.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jobs.h"

#define MOST 50

struct watch {
    atomic_int at_work, met;
    int tries[MOST];
};

static struct watch *watch;

static int cannot_be_done(int job)
{
    return job % 3 == 0;
}

static int crashes_at_first(int job)
{
    return job % 3 == 1;
}

int do_job(int job)
{
    if (atomic_fetch_add(&watch->at_work, 1) > 0)
        atomic_store(&watch->met, 1);
    watch->tries[job]++;
    atomic_fetch_sub(&watch->at_work, 1);
    if (crashes_at_first(job) && watch->tries[job] == 1)
        raise(SIGSEGV);
    return cannot_be_done(job);
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 3, hopeless = 0;
    if (count < 1 || count > MOST)
        return 2;
    watch = mmap(NULL, sizeof(*watch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (watch == MAP_FAILED)
        return 1;
    for (int i = 0; i < count; i++)
        hopeless += cannot_be_done(i);
    assert(do_jobs(count) == hopeless);
    for (int i = 0; i < count; i++)
        assert(watch->tries[i] == (crashes_at_first(i) ? 2 : 1));
    if (atomic_load(&watch->met))
        printf("two jobs at once\n");
    printf("what can be done is done\n");
    return 0;
}
