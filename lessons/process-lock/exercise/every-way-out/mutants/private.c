/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each process has desks of its own.
 */
#include <semaphore.h>
#include <stddef.h>
#include <sys/mman.h>

#include "desks.h"

static sem_t *desks; /* in memory that the processes share */

int desks_open(void)
{
    desks = mmap(NULL, sizeof(*desks), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return desks == MAP_FAILED || sem_init(desks, 1, DESKS) < 0;
}

int desks_visit(int customer)
{
    sem_wait(desks);
    int result = serve(customer);
    sem_post(desks);
    return result;
}
