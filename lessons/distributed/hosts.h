/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several hosts on one machine. Where it is allowed, each is a network namespace, with a network
 * card and a cable of its own to the manager: hosts share the kernel, and nothing of the network.
 * Where it is not, a host is an address of this machine: 127.0.0.2, 127.0.0.3 ...
 */
#ifndef HOSTS_H
#define HOSTS_H

#include <sys/wait.h>

#include "cable.h"

#define MOST_HOSTS 8

static int are_namespaces;

static void hosts_open(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */
    int error = leave_network() < 0 ? -errno : lay_cable("trial", getpid());
    are_namespaces = error == 0;
    if (are_namespaces)
        printf("hosts: network namespaces, each with a cable to the manager\n");
    else
        printf("hosts: addresses of this machine; no network namespaces here: %s\n",
               strerror(-error));
}

/* Host and manager take turns in laying their cable: done here, done there. -1: it has failed. */
static int say_done(int other, int result)
{
    return result < 0 || write(other, "x", 1) != 1 ? -1 : 0;
}

static int hear_done(int other)
{
    char byte;
    return read(other, &byte, 1) == 1 ? 0 : -1;
}

/* A process on host i, which runs that function and ends. */
static pid_t host_start(int i, int (*worker)(int i))
{
    char name[32], here[32], there[32];
    int pair[2];
    snprintf(name, sizeof(name), "host%d", i);
    snprintf(here, sizeof(here), "10.77.%d.1", i);
    snprintf(there, sizeof(there), "10.77.%d.2", i);
    pid_t pid = socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 ? -1 : fork();
    if (pid < 0) {
        perror("host");
        exit(1);
    }
    if (pid == 0) {
        close(pair[0]);
        if (are_namespaces &&
            (say_done(pair[1], unshare(CLONE_NEWNET)) < 0 || hear_done(pair[1]) < 0 ||
             say_done(pair[1], switch_on("eth0", there)) < 0 || hear_done(pair[1]) < 0))
            exit(1);
        close(pair[1]);
        exit(worker(i));
    }
    close(pair[1]);
    if (are_namespaces && (hear_done(pair[0]) < 0 || lay_cable(name, pid) < 0 ||
                           say_done(pair[0], switch_on(name, here)) < 0 || hear_done(pair[0]) < 0 ||
                           say_done(pair[0], carrier(name)) < 0)) {
        perror("cable");
        exit(1);
    }
    close(pair[0]);
    return pid;
}

/* A connection from host i to that port of the manager's host. */
static int dial(int i, int port)
{
    char text[32];
    struct sockaddr_in from = {.sin_family = AF_INET}, to = from;
    snprintf(text, sizeof(text), "127.0.0.%d", i + 1);
    from.sin_addr.s_addr = inet_addr(text);
    snprintf(text, sizeof(text), are_namespaces ? "10.77.%d.1" : "127.0.0.1", i);
    to.sin_addr.s_addr = inet_addr(i == 0 ? "127.0.0.1" : text);
    to.sin_port = htons((unsigned short)port);
    int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if ((i > 0 && !are_namespaces && bind(connection, (void *)&from, sizeof(from)) < 0) ||
        connect(connection, (void *)&to, sizeof(to)) < 0) {
        perror("connect");
        exit(1);
    }
    return connection;
}

/* A door of the manager's host. *port becomes its number. */
static int listen_here(int *port)
{
    struct sockaddr_in any = {.sin_family = AF_INET,
                              .sin_addr.s_addr =
                                  are_namespaces ? INADDR_ANY : inet_addr("127.0.0.1")};
    socklen_t length = sizeof(any);
    int door = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (door < 0 || bind(door, (void *)&any, sizeof(any)) < 0 || listen(door, MOST_HOSTS) < 0 ||
        getsockname(door, (void *)&any, &length) < 0) {
        perror("listen");
        exit(1);
    }
    *port = ntohs(any.sin_port);
    return door;
}

#endif
