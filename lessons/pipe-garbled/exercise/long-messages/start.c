/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First the length, then the bytes.
 */
#include <stddef.h>
#include <unistd.h>

#include "post.h"

int post_open(void)
{
    return 0;
}

int post_send(int to, const char *bytes, size_t n)
{
    return write(to, &n, sizeof(n)) != (ssize_t)sizeof(n) || write(to, bytes, n) != (ssize_t)n;
}

size_t post_receive(int from, char *bytes, size_t most)
{
    size_t n;
    if (read(from, &n, sizeof(n)) != (ssize_t)sizeof(n) || n > most)
        return 0;
    return read(from, bytes, n) == (ssize_t)n ? n : 0;
}
