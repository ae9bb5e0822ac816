/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two files are unpacked, by so many threads: one does both, or two do
 * one each. Unpacking waits for nothing; it computes.
 *
 *     cc -g -pthread unpack.c -o unpack && ./unpack 2 60000000
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct file {
    long number, rounds;
    unsigned long sum;
};

static void unpack(struct file *file)
{
    printf("file %ld begins\n", file->number);
    unsigned long sum = 5381;
    for (long i = 0; i < file->rounds; i++)
        sum = sum * 33 ^ (unsigned long)i;
    file->sum = sum;
    printf("file %ld is over\n", file->number);
}

static void *unpack_one(void *argument)
{
    unpack(argument);
    return NULL;
}

static void *unpack_both(void *argument)
{
    struct file *files = argument;
    unpack(&files[0]);
    unpack(&files[1]);
    return NULL;
}

/* A number from 1 to most, or the end of the program. */
static long number(const char *text, long most)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (end == text || *end || value < 1 || value > most) {
        fprintf(stderr, "unpack: '%s' is not a number from 1 to %ld\n", text, most);
        exit(2);
    }
    return value;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: unpack [THREADS, 1 or 2 [ROUNDS]]\n");
        return 2;
    }
    long threads = argc > 1 ? number(argv[1], 2) : 2;
    long rounds = argc > 2 ? number(argv[2], 10000000000) : 60000000;
    struct file files[2] = {{1, rounds, 0}, {2, rounds, 0}};

    pthread_t thread[2];
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&thread[i], NULL, threads == 1 ? unpack_both : unpack_one, &files[i])) {
            fprintf(stderr, "unpack: cannot create a thread\n");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    printf("main: both are unpacked, %lx and %lx\n", files[0].sum, files[1].sum);
    return 0;
}
