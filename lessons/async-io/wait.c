/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads from a slow device, and has ten pieces of other work to do. First the one, then the other.
 *
 *     cc -g wait.c -o wait && ./wait 50
 */
#include "slow.h"

#define PIECES 10

int main(int argc, char **argv)
{
    double start = milliseconds(CLOCK_MONOTONIC);
    int device = slow_source(delay_of(argc, argv, 50));

    char data[4];
    ssize_t got = read(device, data, sizeof(data)); /* waits here */
    printf("%zd bytes, after 0 pieces of work\n", got);
    for (int i = 0; i < PIECES; i++)
        work();

    printf("all done: %.1f ms\n", milliseconds(CLOCK_MONOTONIC) - start);
    close(device);
    sources_end();
    return 0;
}
