/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same with a lock inside the array: each reading and each writing of an element takes it.
 *
 *     cc -g -pthread array-each.c -o array-each && ./array-each 5 1          (5 processes, 1
 * addition each)
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_PROCESSES 16
#define MOST_ADDITIONS 1000000 /* of 16 processes: below INT_MAX */

struct shared {
    pthread_mutex_t lock;
    int array[4];
};

static int get(struct shared *shared, int i)
{
    pthread_mutex_lock(&shared->lock);
    int value = shared->array[i];
    pthread_mutex_unlock(&shared->lock);
    return value;
}

static void set(struct shared *shared, int i, int value)
{
    pthread_mutex_lock(&shared->lock);
    shared->array[i] = value;
    pthread_mutex_unlock(&shared->lock);
}

static int add(struct shared *shared, long additions)
{
    for (long i = 0; i < additions; i++)
        set(shared, 0, get(shared, 0) + 100);
    return 0;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "array-each: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: array-each [PROCESSES [ADDITIONS]]\n");
        return 2;
    }
    long processes = argc > 1 ? number(argv[1], MOST_PROCESSES) : 5;
    long additions = argc > 2 ? number(argv[2], MOST_ADDITIONS) : 1;

    static const int first[4] = {1, 2, 3, 4};
    struct shared *shared =
        mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    memcpy(shared->array, first, sizeof(first));
    pthread_mutexattr_t between_processes;
    pthread_mutexattr_init(&between_processes);
    pthread_mutexattr_setpshared(&between_processes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&shared->lock, &between_processes);

    for (long i = 0; i < processes; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            return add(shared, additions);
    }
    while (wait(NULL) > 0)
        continue;

    long should = 1 + processes * additions * 100;
    printf("%d of %ld\n", shared->array[0], should);
    fflush(NULL); /* the claim below may end the program */
    assert(shared->array[0] == should);
    return 0;
}
