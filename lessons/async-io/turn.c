/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three devices: the first takes 60 ms, the second 20, the third 40. They are read one after the
 * other.
 *
 *     cc -g turn.c -o turn && ./turn
 */
#include "slow.h"

#define DEVICES 3

int main(void)
{
    static const long delays[DEVICES] = {60, 20, 40};
    int device[DEVICES];
    double start = milliseconds(CLOCK_MONOTONIC);
    for (int i = 0; i < DEVICES; i++)
        device[i] = slow_source(delays[i]);

    for (int i = 0; i < DEVICES; i++) {
        char data[4];
        if (read(device[i], data, sizeof(data)) != sizeof(data)) {
            fprintf(stderr, "turn: nothing to read\n");
            return 1;
        }
        printf("device %d answered: %.1f ms\n", i + 1, milliseconds(CLOCK_MONOTONIC) - start);
        close(device[i]);
    }
    sources_end();
    return 0;
}
