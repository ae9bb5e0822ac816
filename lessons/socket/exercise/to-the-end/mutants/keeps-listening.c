/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: left-open
 * A child keeps the socket that only its parent takes connections from.
 */
#include <ctype.h>
#include <sys/socket.h>
#include <sys/wait.h>
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
    pid_t children[10];
    for (int i = 0; i < clients; i++) {
        int client = accept(listening, NULL, NULL);
        if (client < 0 || (children[i] = fork()) < 0)
            return 1;
        if (children[i] == 0) {
            _exit(answer(client));
        }
        close(client);
    }
    close(listening);
    for (int i = 0; i < clients; i++)
        waitpid(children[i], NULL, 0);
    return 0;
}
