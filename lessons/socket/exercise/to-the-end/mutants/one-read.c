/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One read is what has come by then.
 */
#include <ctype.h>
#include <sys/socket.h>
#include <sys/wait.h>
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
    pid_t children[10];
    for (int i = 0; i < clients; i++) {
        int client = accept(listening, NULL, NULL);
        if (client < 0 || (children[i] = fork()) < 0)
            return 1;
        if (children[i] == 0) {
            close(listening);
            _exit(answer(client));
        }
        close(client);
    }
    close(listening);
    for (int i = 0; i < clients; i++)
        waitpid(children[i], NULL, 0);
    return 0;
}
