/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * wait.c with POSIX asynchronous I/O: the read is started, and a signal tells when it is done. The
 * work does not ask.
 *
 *     cc -g told.c -o told && ./told 50
 */
#include <aio.h>
#include <dirent.h>
#include <signal.h>

#include "slow.h"

#define PIECES 10

static volatile sig_atomic_t done, done_when_told = -1;

static void told(int number)
{
    (void)number;
    done_when_told = done;
}

static int threads(void)
{
    int count = 0;
    DIR *tasks = opendir("/proc/self/task");
    for (struct dirent *task; tasks && (task = readdir(tasks));)
        count += task->d_name[0] != '.';
    if (tasks)
        closedir(tasks);
    return count;
}

int main(int argc, char **argv)
{
    double start = milliseconds(CLOCK_MONOTONIC);
    int device = slow_source(delay_of(argc, argv, 50));
    struct sigaction action = {.sa_handler = told, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);

    char data[4];
    struct aiocb request = {.aio_fildes = device, .aio_buf = data, .aio_nbytes = sizeof(data)};
    request.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
    request.aio_sigevent.sigev_signo = SIGUSR1;
    int threads_before = threads();
    if (aio_read(&request) != 0) { /* does not wait */
        perror("aio_read");
        return 1;
    }
    int threads_after = threads();

    for (; done < PIECES; done++)
        work();
    sigset_t told_only, as_before; /* from here on the signal comes only into sigsuspend */
    sigemptyset(&told_only);
    sigaddset(&told_only, SIGUSR1);
    sigprocmask(SIG_BLOCK, &told_only, &as_before);
    while (done_when_told < 0)
        sigsuspend(&as_before); /* the work was over first: sleep until the signal */
    ssize_t got = aio_return(&request);

    printf("threads: %d before aio_read, %d after it\n", threads_before, threads_after);
    printf("%zd bytes, told after %d pieces of work; all done: %.1f ms\n", got, (int)done_when_told,
           milliseconds(CLOCK_MONOTONIC) - start);
    close(device);
    sources_end();
    return 0;
}
