/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What does a switch cost? Two threads hand a byte to and fro, then two processes, so often that a
 * single hand-over can be measured. For comparison: a call of a function, and one of the system.
 *
 *     cc -g -pthread switch.c -o switch && taskset -c 0 ./switch 5000
 */
#include "token.h"

#include <pthread.h>
#include <sys/syscall.h>
#include <sys/wait.h>

static void by_threads(struct pair *pair)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, second, pair) != 0) {
        fprintf(stderr, "switch: cannot create a thread\n");
        exit(1);
    }
    first(pair);
    pthread_join(thread, NULL);
}

static void by_processes(struct pair *pair)
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0) {
        second(pair);
        _exit(0);
    }
    first(pair);
    waitpid(pid, NULL, 0);
}

static void nothing(void)
{
}

int main(int argc, char **argv)
{
    if (argc > 2) {
        fprintf(stderr, "usage: switch [TURNS]\n");
        return 2;
    }
    long turns = argc > 1 ? number(argv[1], 1000000) : 5000;
    void (*volatile function)(void) = nothing;

    double began = wall_us();
    for (long i = 0; i < turns; i++)
        function();
    printf("call of a function: %.3f us\n", (wall_us() - began) / (double)turns);

    began = wall_us();
    for (long i = 0; i < turns; i++)
        syscall(SYS_getppid); /* hardly any work but to go into the kernel and back */
    printf("call of the system: %.3f us\n", (wall_us() - began) / (double)turns);

    void (*const ways[])(struct pair *) = {by_threads, by_processes};
    const char *const names[] = {"switch of threads", "switch of processes"};
    for (int i = 0; i < 2; i++) {
        struct pair pair;
        pair_open(&pair, turns, 1);
        began = wall_us();
        ways[i](&pair);
        printf("%s: %.3f us\n", names[i], (wall_us() - began) / (double)(2 * turns));
        pair_close(&pair);
    }
    return 0;
}
