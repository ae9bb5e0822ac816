/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The memory is shared. Is that enough?
 */
#include <stddef.h>
#include <sys/mman.h>

#include "box.h"

static struct {
    long sum;
} * box;

int box_open(void)
{
    box = mmap(NULL, sizeof(*box), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (box == MAP_FAILED)
        return 1;
    return 0;
}

void box_add(int job)
{
    long value = do_job(job);
    box->sum += value;
}

long box_sum(void)
{
    return box->sum;
}
