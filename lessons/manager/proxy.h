/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A proxy: what a process holds that uses a manager's things. It is a connection, and no more; what
 * is done to it is sent to the manager, in words, and done there.
 */
#ifndef PROXY_H
#define PROXY_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "manager.h"

static int proxy_open(void)
{
    int connection = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    if (connection < 0 ||
        connect(connection, (struct sockaddr *)&manager_address, manager_length) < 0) {
        perror("connect");
        exit(1);
    }
    return connection;
}

/* Asks, and waits for the answer. The text is good until the next question. */
static const char *ask(int connection, const char *format, ...)
{
    static char text[MESSAGE];
    va_list words;
    va_start(words, format);
    vsnprintf(text, sizeof(text), format, words);
    va_end(words);
    if (send(connection, text, strlen(text), 0) < 0)
        return "gone";
    ssize_t n = recv(connection, text, sizeof(text) - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    return text;
}

#endif
