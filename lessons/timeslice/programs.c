/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two programs that always want the core, for the same time. One has a single thread, the other
 * has several. Which share of the core does each program get?
 *
 *     cc -g -pthread programs.c -o programs && taskset -c 0 ./programs 3 100
 */
#include "busy.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static long length; /* ms */
static double begin_at;
static double got[MOST_THREADS]; /* ms on the core, of each thread of this program */

static void *worker(void *argument)
{
    long me = (long)argument;
    while (wall_ms() < begin_at) /* all begin at the same time */
        work_a_bit();
    double before = core_ms();
    while (wall_ms() < begin_at + (double)length)
        work_a_bit();
    got[me] = core_ms() - before;
    return NULL;
}

/* One of the two programs: the time on the core that its threads got together. */
static double program(long threads)
{
    pthread_t thread[MOST_THREADS];
    double sum = 0;
    for (long i = 0; i < threads; i++)
        start(&thread[i], worker, (void *)i);
    for (long i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        sum += got[i];
    }
    return sum;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: programs [THREADS [MILLISECONDS]]\n");
        return 2;
    }
    long threads[2] = {1, number(argc, argv, 1, 3, MOST_THREADS)};
    length = number(argc, argv, 2, 100, MOST_MS);
    double *sum = mmap(NULL, 2 * sizeof(*sum), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS,
                       -1, 0); /* shared with the children, who write to it */
    if (sum == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    begin_at = wall_ms() + 20;
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) {
            sum[i] = program(threads[i]);
            return 0;
        }
    }
    while (wait(NULL) > 0)
        continue;
    printf("1 thread: %.1f ms\n", sum[0]);
    printf("%ld thread%s: %.1f ms\n", threads[1], threads[1] == 1 ? "" : "s", sum[1]);
    return 0;
}
