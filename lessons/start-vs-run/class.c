/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread as an object, as Python has it: it knows what it shall do
 * (run), and can be started once.
 *
 *     cc -g -pthread class.c -o class && ./class
 */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct thread {
    void (*run)(struct thread *thread); /* what it shall do */
    const char *name;
    int done; /* how often it has been done */
    bool is_started;
    pthread_t id; /* once it is started */
};

static void *begin(void *argument)
{
    struct thread *thread = argument;
    thread->run(thread); /* here, and in a thread of its own */
    return NULL;
}

/* 0, or an error's number. What has been started cannot be again. */
static int thread_start(struct thread *thread)
{
    if (thread->is_started)
        return EALREADY;
    int error = pthread_create(&thread->id, NULL, begin, thread);
    thread->is_started = error == 0;
    return error;
}

static void thread_join(struct thread *thread)
{
    pthread_join(thread->id, NULL);
}

/* The program's own: one kind of task, and a main. */

static pthread_t main_thread;

static void greet(struct thread *thread)
{
    thread->done++;
    printf("%s: I am run by %s\n", thread->name,
           pthread_equal(pthread_self(), main_thread) ? "main" : "my own thread");
}

int main(void)
{
    main_thread = pthread_self();
    struct thread thread = {.run = greet, .name = "Thread-1"};

    thread.run(&thread); /* a call, like any other */
    thread.run(&thread);
    if (thread_start(&thread) != 0) {
        fprintf(stderr, "class: cannot create a thread\n");
        return 1;
    }
    int error = thread_start(&thread);
    printf("start again: %s\n", error ? strerror(error) : "it works");
    thread_join(&thread);
    printf("done %d times\n", thread.done);
    fflush(NULL); /* the claims below may end the program */
    assert(thread.done == 3);
    assert(error == EALREADY);
    return 0;
}
