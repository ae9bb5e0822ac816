/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wait.c with O_NONBLOCK: a read that has nothing to give says so at once. It is asked after each
 * piece of work.
 *
 *     cc -g ask.c -o ask && ./ask 50
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>

#include "slow.h"

#define PIECES 10

int main(int argc, char **argv)
{
    double start = milliseconds(CLOCK_MONOTONIC);
    int device = slow_source(delay_of(argc, argv, 50));
    fcntl(device, F_SETFL, fcntl(device, F_GETFL) | O_NONBLOCK);

    char data[4];
    int done = 0;
    ssize_t got;
    while ((got = read(device, data, sizeof(data))) < 0 && errno == EAGAIN) {
        if (done < PIECES) {
            work();
            done++;
        } else { /* nothing left to do: sleep until there is something to read */
            struct pollfd wanted = {device, POLLIN, 0};
            poll(&wanted, 1, -1);
        }
    }
    printf("%zd bytes, after %d pieces of work\n", got, done);
    for (; done < PIECES; done++)
        work();

    printf("all done: %.1f ms\n", milliseconds(CLOCK_MONOTONIC) - start);
    close(device);
    sources_end();
    return 0;
}
