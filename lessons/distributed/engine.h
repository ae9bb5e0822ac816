/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A Redis server of our own: it keeps nothing on disk, and ends with us.
 */
#ifndef ENGINE_H
#define ENGINE_H

#include <signal.h>
#include <sys/prctl.h>

#include "hosts.h"
#include "redis.h"

#define CANNOT 77 /* the exit status of who cannot do it on this machine, and has said why */

/* Starts it on the manager's host, and waits until it says that it is ready. */
static pid_t engine_start(int *port)
{
    char number[16], said[4096];
    int log[2], n = 0;
    close(listen_here(port)); /* a port that is free */
    snprintf(number, sizeof(number), "%d", *port);
    if (pipe(log) < 0)
        exit(1);
    pid_t pid = fork();
    if (pid == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM); /* not longer than its parent */
        dup2(log[1], STDOUT_FILENO);
        close(log[0]);
        close(log[1]);
        execlp("redis-server", "redis-server", "--port", number, "--bind",
               are_namespaces ? "0.0.0.0" : "127.0.0.1", "--protected-mode", "no", "--save", "",
               "--appendonly", "no", "--dir", "/tmp", (char *)NULL);
        _exit(CANNOT);
    }
    close(log[1]);
    for (;;) {
        ssize_t more = read(log[0], said + n, sizeof(said) - 1 - (size_t)n);
        if (more <= 0)
            break;
        said[n += (int)more] = '\0';
        if (strstr(said, "Ready to accept connections")) {
            printf("redis-server is ready at port %d\n", *port);
            return pid;
        }
        n = strlen(said) > sizeof(said) / 2 ? 0 : n;
    }
    int status;
    waitpid(pid, &status, 0);
    printf(
        WIFEXITED(status) && WEXITSTATUS(status) == CANNOT
            ? "redis-server is not installed (on Debian and Ubuntu: apt-get install redis-server)\n"
            : "redis-server does not start here\n");
    exit(CANNOT);
}

static void engine_stop(pid_t pid)
{
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
}

#endif
