/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Alice and Bob, a thread for each. Who is being served stands in one
 * variable, for all functions to read: `hello` is not told.
 *
 *     cc -g -pthread shared.c -o shared && ./shared
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const char *student; /* who is being served */

struct visit {
    const char *name;
    const char *greeted; /* who was said hello to */
};

static const char *hello(void)
{
    const char *who = student;
    printf("Hello, %s\n", who);
    return who;
}

static void *serve(void *argument)
{
    struct visit *visit = argument;
    student = visit->name;
    visit->greeted = hello();
    return NULL;
}

int main(void)
{
    struct visit visit[2] = {{"Alice", NULL}, {"Bob", NULL}};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&thread[i], NULL, serve, &visit[i]) != 0) {
            fprintf(stderr, "shared: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    fflush(NULL); /* the claims below may end the program */
    assert(strcmp(visit[0].greeted, "Alice") == 0);
    assert(strcmp(visit[1].greeted, "Bob") == 0);
    return 0;
}
