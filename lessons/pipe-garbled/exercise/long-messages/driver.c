/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several processes send long messages through one small pipe. Frozen.
 *
 *     cc -g -pthread driver.c long-messages.c -o long-messages && ./long-messages 2 1
 */
#define _GNU_SOURCE /* F_SETPIPE_SZ */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "post.h"

#define MOST 10000

static char bytes[MOST];

/* Twice what the pipe holds, and no two of one length. */
static size_t length_of(int sender, int i)
{
    return (size_t)(8200 + 10 * sender + i % 10);
}

static void sender(int who, int messages, const int ends[2])
{
    close(ends[0]);
    for (int i = 0; i < messages; i++) {
        memset(bytes, 'a' + who, length_of(who, i));
        bytes[1] = (char)('0' + i % 10);
        assert(post_send(ends[1], bytes, length_of(who, i)) == 0);
    }
    _exit(0);
}

static int receive(int from, int senders)
{
    int received = 0, next[26] = {0};
    for (size_t n; (n = post_receive(from, bytes, MOST)) > 0; received++) {
        int who = bytes[0] - 'a';
        assert(who >= 0 && who < senders);
        assert(n == length_of(who, next[who]) && bytes[1] == '0' + next[who] % 10);
        for (size_t i = 2; i < n; i++)
            assert(bytes[i] == bytes[0]);
        next[who]++;
    }
    return received;
}

int main(int argc, char **argv)
{
    int senders = argc > 1 ? atoi(argv[1]) : 2, messages = argc > 2 ? atoi(argv[2]) : 1, ends[2];
    if (senders < 1 || senders > 26 || messages < 1 || messages > 1000 || pipe(ends) < 0)
        return 2;
    (void)fcntl(ends[1], F_SETPIPE_SZ, 4096); /* a larger one is no less right */
    if (post_open() != 0)
        return 1;
    for (int i = 0; i < senders; i++) {
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        if (pid == 0)
            sender(i, messages, ends);
    }
    close(ends[1]);
    assert(receive(ends[0], senders) == senders * messages);
    close(ends[0]);
    for (int i = 0; i < senders; i++) {
        int status;
        if (wait(&status) < 0)
            return 1;
        assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    printf("every message is whole\n");
    return 0;
}
