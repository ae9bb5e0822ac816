/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * turn.c with poll: one wait for all three, and whoever has something is read.
 *
 *     cc -g first.c -o first && ./first
 */
#include <poll.h>

#include "slow.h"

#define DEVICES 3

int main(void)
{
    static const long delays[DEVICES] = {60, 20, 40};
    struct pollfd device[DEVICES];
    double start = milliseconds(CLOCK_MONOTONIC);
    for (int i = 0; i < DEVICES; i++)
        device[i] = (struct pollfd){slow_source(delays[i]), POLLIN, 0};

    for (int left = DEVICES; left > 0;) {
        poll(device, DEVICES, -1); /* sleeps until one of them has something */
        for (int i = 0; i < DEVICES; i++) {
            char data[4];
            if (!device[i].revents)
                continue;
            if (read(device[i].fd, data, sizeof(data)) != sizeof(data)) {
                fprintf(stderr, "first: nothing to read\n");
                return 1;
            }
            printf("device %d answered: %.1f ms\n", i + 1, milliseconds(CLOCK_MONOTONIC) - start);
            close(device[i].fd);
            device[i] = (struct pollfd){-1, 0, 0}; /* poll leaves those out */
            left--;
        }
    }
    sources_end();
    return 0;
}
