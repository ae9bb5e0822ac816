/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A manager on one host gives tasks to workers on others, over plain TCP. Worker 2 is killed in the
 * middle of its first task; the manager sees its connection end, and gives the task to another.
 *
 *     cc -g tcp.c -o tcp && ./tcp 3 8         (workers, tasks)
 */
#define _GNU_SOURCE /* unshare */
#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "hosts.h"

#define MOST_TASKS 40
#define VICTIM     2

struct message {
    int task, is_done; /* to the manager: begun, or done */
};

static int port;

static int worker(int i)
{
    int manager = dial(i, port);
    struct message message;
    while (recv(manager, &message, sizeof(message), MSG_WAITALL) == sizeof(message)) {
        printf("task %d starts\n", message.task);
        message.is_done = 0;
        send(manager, &message, sizeof(message), MSG_NOSIGNAL);
        if (i == VICTIM)
            pause(); /* a long task: it will not see the end of it */
        nanosleep(&(struct timespec){0, 20000000}, NULL); /* stands for the work */
        printf("task %d ends\n", message.task);
        message.is_done = 1;
        send(manager, &message, sizeof(message), MSG_NOSIGNAL);
    }
    return 0;
}

/* Takes tasks from the end of `waiting`, until all are done. How many times one was begun. */
static int manage(struct pollfd *line, const pid_t *pid, int workers, int tasks)
{
    int waiting[MOST_TASKS], has[MOST_HOSTS] = {0}, in_line = 0, done = 0, begun = 0;
    int is_at_work = 0; /* the victim */
    for (int task = tasks; task >= 1; task--)
        waiting[in_line++] = task;
    while (done < tasks) {
        for (int i = 0; i < workers; i++)
            if (line[i].fd >= 0 && !has[i] && in_line > 0) {
                has[i] = waiting[--in_line];
                struct message give = {.task = has[i]};
                send(line[i].fd, &give, sizeof(give), MSG_NOSIGNAL);
            }
        poll(line, (nfds_t)workers, -1);
        for (int i = 0; i < workers; i++) {
            struct message said;
            if (line[i].fd < 0 || !line[i].revents)
                continue;
            if (recv(line[i].fd, &said, sizeof(said), MSG_WAITALL) != sizeof(said)) {
                printf("worker on host %d is gone: task %d goes back\n", i + 1, has[i]);
                waitpid(pid[i], NULL, 0);
                waiting[in_line++] = has[i];
                close(line[i].fd);
                line[i].fd = -1; /* poll passes it over */
            } else if (said.is_done) {
                done++;
                has[i] = 0;
            } else {
                begun++;
                is_at_work = is_at_work || i + 1 == VICTIM;
            }
            if (is_at_work && done > 0) {
                kill(pid[VICTIM - 1], SIGKILL);
                is_at_work = 0;
            }
        }
    }
    return begun;
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 3, tasks = argc > 2 ? atoi(argv[2]) : 8;
    if (argc > 3 || workers < 2 || workers > MOST_HOSTS || tasks < workers || tasks > MOST_TASKS) {
        fprintf(stderr, "usage: tcp [WORKERS [TASKS]], 2 to %d, WORKERS to %d\n", MOST_HOSTS,
                MOST_TASKS);
        return 2;
    }
    hosts_open();
    int door = listen_here(&port);
    pid_t pid[MOST_HOSTS];
    struct pollfd line[MOST_HOSTS];
    for (int i = 0; i < workers; i++) { /* one after the other: so we know who calls */
        pid[i] = host_start(i + 1, worker);
        line[i] = (struct pollfd){.fd = accept(door, NULL, NULL), .events = POLLIN};
    }
    int begun = manage(line, pid, workers, tasks);
    for (int i = 0; i < workers; i++)
        close(line[i].fd);
    while (wait(NULL) > 0)
        continue;
    printf("%d tasks done, %d begun\n", tasks, begun);
    fflush(NULL); /* the claim below may end the program */
    assert(begun == tasks + 1);
    return 0;
}
