/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two clients of a server. The first one says half of what it has to say, and the rest when the
 * second one has got its answer. Frozen.
 *
 *     cc -g -pthread driver.c to-the-end.c -o to-the-end && ./to-the-end 300
 */
#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "serve.h"

#define MOST 100000

static char sent[MOST], got[MOST];

static int connect_to(const struct sockaddr_un *address, socklen_t size)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert(fd >= 0 && connect(fd, (const struct sockaddr *)address, size) == 0);
    return fd;
}

static void send_part(int fd, size_t from, size_t to)
{
    while (from < to) {
        ssize_t n = write(fd, sent + from, to - from);
        assert(n > 0);
        from += (size_t)n;
    }
}

static void take_answer(int fd, size_t n)
{
    size_t have = 0;
    for (ssize_t more; (more = read(fd, got + have, sizeof(got) - have)) > 0;)
        have += (size_t)more;
    assert(have == n);
    for (size_t i = 0; i < n; i++)
        assert(got[i] == toupper((unsigned char)sent[i]));
}

/* `before`: it waits for a byte there; `half`: it says there that half is sent; `after`: and there
 * that all is over. */
static void client(int fd, size_t n, int is_first, const int half[2], const int after[2])
{
    char byte = '!';
    if (is_first) {
        close(half[0]);
        close(after[1]);
        send_part(fd, 0, n / 2);
        assert(write(half[1], &byte, 1) == 1);
        assert(read(after[0], &byte, 1) == 1);
        send_part(fd, n / 2, n);
    } else {
        send_part(fd, 0, n);
    }
    shutdown(fd, SHUT_WR);
    take_answer(fd, n);
    close(fd);
    if (!is_first)
        assert(write(after[1], &byte, 1) == 1);
    close(is_first ? half[1] : after[1]);
    if (is_first)
        close(after[0]);
    _exit(0);
}

static pid_t start(const struct sockaddr_un *address, socklen_t size, int listening, size_t n,
                   int is_first, const int half[2], const int after[2])
{
    char byte;
    pid_t pid = fork();
    assert(pid >= 0);
    if (pid > 0)
        return pid;
    close(listening);
    if (!is_first) {
        close(half[1]);
        close(after[0]);
        assert(read(half[0], &byte, 1) == 1);
        close(half[0]);
    }
    client(connect_to(address, size), n, is_first, half, after);
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc > 1 ? atoi(argv[1]) : 300, half[2], after[2], status;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    socklen_t size = sizeof(address);
    if (n < 2 || n > MOST || pipe(half) < 0 || pipe(after) < 0)
        return 2;
    memset(sent, 'x', sizeof(sent));
    memcpy(sent, "hello", (size_t)n < 5 ? (size_t)n : 5);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    /* the kernel chooses a name that is no file */
    assert(listening >= 0 &&
           bind(listening, (struct sockaddr *)&address, sizeof(sa_family_t)) == 0);
    assert(listen(listening, 5) == 0);
    assert(getsockname(listening, (struct sockaddr *)&address, &size) == 0);
    pid_t clients[] = {start(&address, size, listening, (size_t)n, 1, half, after),
                       start(&address, size, listening, (size_t)n, 0, half, after)};
    close(half[0]);
    close(half[1]);
    close(after[0]);
    close(after[1]);
    assert(serve(listening, 2) == 0);
    for (int i = 0; i < 2; i++) {
        assert(waitpid(clients[i], &status, 0) == clients[i]);
        assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    }
    printf("both have their answers\n");
    return 0;
}
