/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: crash
 * Who does the job himself goes down with it.
 */
#include "jobs.h"

int do_jobs(int count)
{
    int failed = 0;
    for (int i = 0; i < count; i++)
        failed += do_job(i);
    return failed;
}
