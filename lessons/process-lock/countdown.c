/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Processes count one shared number down. Each takes one off, works for a while, and says what the
 * number is. Nothing protects it.
 *
 *     cc -g -pthread countdown.c -o countdown && ./countdown 10
 */
#include "shared.h"

static volatile int *number; /* for all of them */

static int child(int i)
{
    (void)i;
    *number -= 1;
    work(20);
    printf("say hi %d\n", *number);
    return 0;
}

int main(int argc, char **argv)
{
    int processes = processes_of(argc, argv, 10);
    number = shared_memory(sizeof(*number));
    *number = processes;
    start(processes, child);
    wait_for_all();
    return 0;
}
