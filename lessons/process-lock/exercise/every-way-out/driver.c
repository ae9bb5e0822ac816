/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Customers come to the desks; some are sent away. Frozen.
 *
 *     cc -g -pthread driver.c every-way-out.c -o every-way-out && ./every-way-out 3 2
 */
#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "desks.h"

struct watch {
    atomic_int at_desks, met;
};

static struct watch *watch;

int serve(int customer)
{
    int others = atomic_fetch_add(&watch->at_desks, 1);
    assert(others < DESKS);
    if (others > 0)
        atomic_store(&watch->met, 1);
    atomic_fetch_sub(&watch->at_desks, 1);
    return customer % 2 == 0 ? -1 : 0;
}

static void line(int first, int customers)
{
    for (int i = first; i < first + customers; i++)
        assert(desks_visit(i) == (i % 2 == 0 ? -1 : 0));
    _exit(0);
}

int main(int argc, char **argv)
{
    int lines = argc > 1 ? atoi(argv[1]) : 3, customers = argc > 2 ? atoi(argv[2]) : 2;
    if (lines < 1 || lines > 20 || customers < 1 || customers > 100000)
        return 2;
    watch = mmap(NULL, sizeof(*watch), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (watch == MAP_FAILED || desks_open() != 0)
        return 1;
    for (int i = 0; i < lines; i++) {
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            line(i, customers);
    }
    for (int i = 0; i < lines; i++) {
        int status;
        if (wait(&status) < 0)
            return 1;
        assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    if (atomic_load(&watch->met))
        printf("two desks at once\n");
    printf("everybody has been at a desk\n");
    return 0;
}
