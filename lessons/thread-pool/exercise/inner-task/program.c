/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool with two clerks. They have two reports to write, and each report needs a figure. To work
 * out a figure is a task for the pool, too: who needs one asks for it, and waits until it is there.
 *
 *     cc -g -pthread inner-task.c -o inner-task && ./inner-task
 */
#include <pthread.h>
#include <stdio.h>

#define REPORTS 2

enum task { REPORT, FIGURE, NOTHING };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;   /* any of it has changed */
static int reports = REPORTS, figures;                   /* tasks that nobody has taken yet */
static int ready;                                        /* figures that wait to be used */
static int written;                                      /* reports */

/* The next task. Somebody waits for a figure: so figures come first. */
static enum task take(void)
{
    enum task task = NOTHING;
    pthread_mutex_lock(&lock);
    while (figures == 0 && reports == 0 && written < REPORTS)
        pthread_cond_wait(&news, &lock);
    if (figures > 0) {
        figures--;
        task = FIGURE;
    } else if (reports > 0) {
        reports--;
        task = REPORT;
    }
    pthread_mutex_unlock(&lock);
    return task;
}

static void write_report(void)
{
    pthread_mutex_lock(&lock);
    figures++;
    pthread_cond_broadcast(&news);
    while (ready == 0)
        pthread_cond_wait(&news, &lock);
    ready--;
    written++;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
}

static void work_out_figure(void)
{
    pthread_mutex_lock(&lock);
    ready++;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
}

static void *work(void *argument)
{
    for (enum task task = take(); task != NOTHING; task = take())
        if (task == FIGURE)
            work_out_figure();
        else
            write_report();
    return argument;
}

int main(void)
{
    pthread_t first, second;
    if (pthread_create(&first, NULL, work, NULL) != 0 ||
        pthread_create(&second, NULL, work, NULL) != 0)
        return 1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    printf("%d reports written\n", written);
    return 0;
}
