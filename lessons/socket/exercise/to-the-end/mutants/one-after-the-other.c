/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * Reads to the end, but one client after the other.
 */
#include <ctype.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve.h"

static int send_all(int client, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t sent = write(client, bytes, n);
        if (sent < 0)
            return 1;
        bytes += sent;
        n -= (size_t)sent;
    }
    return 0;
}

static int answer(int client)
{
    char bytes[4096];
    ssize_t n;
    while ((n = read(client, bytes, sizeof(bytes))) > 0) {
        for (ssize_t i = 0; i < n; i++)
            bytes[i] = (char)toupper((unsigned char)bytes[i]);
        if (send_all(client, bytes, (size_t)n) != 0)
            return 1;
    }
    return n < 0;
}

int serve(int listening, int clients)
{
    for (int i = 0; i < clients; i++) {
        int client = accept(listening, NULL, NULL);
        if (client < 0 || answer(client) != 0)
            return 1;
        close(client);
    }
    close(listening);
    return 0;
}
