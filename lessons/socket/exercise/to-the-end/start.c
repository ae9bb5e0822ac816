/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One client after the other is read, answered, closed.
 */
#include <ctype.h>
#include <sys/socket.h>
#include <unistd.h>

#include "serve.h"

static int answer(int client)
{
    char bytes[4096];
    ssize_t n = read(client, bytes, sizeof(bytes));
    for (ssize_t i = 0; i < n; i++)
        bytes[i] = (char)toupper((unsigned char)bytes[i]);
    return n < 0 || write(client, bytes, (size_t)n) != n;
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
