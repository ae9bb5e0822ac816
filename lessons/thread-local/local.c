/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * shared.c with one word more: each thread has a `student` of its own.
 *
 *     cc -g -pthread local.c -o local && ./local
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static _Thread_local const char *student; /* who is being served */

struct visit {
    const char *name;
    const char *found;   /* who was in `student` at first */
    const char *greeted; /* who was said hello to */
};

static const char *hello(void)
{
    const char *who = student;
    printf("Hello, %s; my student is at %p\n", who, (void *)&student);
    return who;
}

static void *serve(void *argument)
{
    struct visit *visit = argument;
    visit->found = student;
    student = visit->name;
    visit->greeted = hello();
    return NULL;
}

int main(void)
{
    student = "the head"; /* main's own */
    hello();
    struct visit visit[2] = {{"Alice", NULL, NULL}, {"Bob", NULL, NULL}};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&thread[i], NULL, serve, &visit[i]) != 0) {
            fprintf(stderr, "local: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    printf("a new thread finds %s there\n", visit[0].found ? visit[0].found : "nobody");
    hello();
    fflush(NULL); /* the claims below may end the program */
    assert(!visit[0].found && !visit[1].found);
    assert(strcmp(visit[0].greeted, "Alice") == 0);
    assert(strcmp(visit[1].greeted, "Bob") == 0);
    return 0;
}
