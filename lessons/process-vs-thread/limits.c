/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many tasks there may be: what the system says, for this user and for all.
 *
 *     cc -g -pthread limits.c -o limits && ./limits
 */
#include <stdio.h>
#include <sys/resource.h>

/* The number in a file of the kernel's, or -1. */
static long number_in(const char *path)
{
    long number = -1;
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    if (fscanf(file, "%ld", &number) != 1)
        number = -1;
    fclose(file);
    return number;
}

static void tell(const char *what, long number)
{
    if (number < 0)
        printf("%s  not said here\n", what);
    else
        printf("%s  %ld\n", what, number);
}

int main(void)
{
    struct rlimit mine;
    if (getrlimit(RLIMIT_NPROC, &mine) == 0 && mine.rlim_cur != RLIM_INFINITY)
        printf("tasks of this user, at most       %llu\n", (unsigned long long)mine.rlim_cur);
    else
        printf("tasks of this user, at most       no limit\n");
    tell("tasks of the whole system       ", number_in("/proc/sys/kernel/threads-max"));
    tell("numbers that there are for them ", number_in("/proc/sys/kernel/pid_max"));
    return 0;
}
