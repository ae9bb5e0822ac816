/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server: the first request takes until the others are done. Frozen.
 *
 *     cc -g driver.c reap.c -o reap && ./reap 3
 */
#define _GNU_SOURCE /* waitid */
#include <assert.h>
#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "server.h"

#define MOST_REQUESTS 16

static sem_t *go_on; /* in memory that the processes share: what the first request waits for */

void handle(int request)
{
    if (request == 0)
        sem_wait(go_on);
}

/* Comes back when this child has ended, and leaves it as it is: a zombie. */
static void until_ended(pid_t child)
{
    siginfo_t info;
    assert(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0);
}

/* Is there such a child, at work or as a zombie? */
static int is_there(pid_t child)
{
    siginfo_t info;
    return waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT | WNOHANG) == 0;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 3;
    pid_t child[MOST_REQUESTS];
    if (count < 2 || count > MOST_REQUESTS)
        return 2;
    go_on = mmap(NULL, sizeof(*go_on), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (go_on == MAP_FAILED || sem_init(go_on, 1, 0) != 0)
        return 1;

    for (int i = 0; i < count; i++)
        if ((child[i] = take_request(i)) < 0)
            return 1;
    for (int i = 1; i < count; i++)
        until_ended(child[i]);
    assert(collect_ended() == count - 1); /* all but the first, which is still at work */
    for (int i = 1; i < count; i++)
        assert(!is_there(child[i]));
    assert(is_there(child[0]));
    assert(collect_ended() == 0);

    sem_post(go_on);
    until_ended(child[0]);
    assert(collect_ended() == 1);
    assert(collect_ended() == 0); /* there is nobody any more */
    printf("no zombie was left\n");
    return 0;
}
