/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * On one way out the desk is given back twice.
 */
#include <semaphore.h>
#include <stddef.h>
#include <sys/mman.h>

#include "desks.h"

static sem_t *desks; /* in memory that the processes share */

int desks_open(void)
{
    desks = mmap(NULL, sizeof(*desks), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return desks == MAP_FAILED || sem_init(desks, 1, DESKS) < 0;
}

int desks_visit(int customer)
{
    sem_wait(desks);
    int result = serve(customer);
    if (result < 0)
        sem_post(desks);
    sem_post(desks);
    return result;
}
