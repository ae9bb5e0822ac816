/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The reader reads on until all is there, but whose bytes are they?
 */
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "post.h"

int post_open(void)
{
    return 0;
}

static int write_all(int to, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t written = write(to, at, n);
        if (written < 0 && errno != EINTR)
            return 1;
        if (written > 0) {
            at += written;
            n -= (size_t)written;
        }
    }
    return 0;
}

/* Fewer than n: the pipe is at its end. */
static size_t read_all(int from, void *bytes, size_t n)
{
    char *at = bytes;
    size_t have = 0;
    while (have < n) {
        ssize_t got = read(from, at + have, n - have);
        if (got == 0 || (got < 0 && errno != EINTR))
            break;
        have += got > 0 ? (size_t)got : 0;
    }
    return have;
}

int post_send(int to, const char *bytes, size_t n)
{
    return write_all(to, &n, sizeof(n)) || write_all(to, bytes, n);
}

size_t post_receive(int from, char *bytes, size_t most)
{
    size_t n;
    if (read_all(from, &n, sizeof(n)) != sizeof(n) || n > most)
        return 0;
    return read_all(from, bytes, n) == n ? n : 0;
}
