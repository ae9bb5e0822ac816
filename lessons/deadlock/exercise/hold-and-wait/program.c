/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A print shop: a printer, a scanner, a cutter, each under a lock. Three workers need two each.
 *
 *     cc -g -pthread hold-and-wait.c -o hold-and-wait && ./hold-and-wait
 */
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t printer = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t scanner = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t cutter = PTHREAD_MUTEX_INITIALIZER;
static int jobs[3]; /* done by each */

/* Scans, and prints what was scanned. */
static void *copies(void *argument)
{
    pthread_mutex_lock(&scanner);
    pthread_mutex_lock(&printer);
    jobs[0]++;
    pthread_mutex_unlock(&printer);
    pthread_mutex_unlock(&scanner);
    return argument;
}

/* Prints, and cuts what was printed. */
static void *leaflets(void *argument)
{
    pthread_mutex_lock(&printer);
    pthread_mutex_lock(&cutter);
    jobs[1]++;
    pthread_mutex_unlock(&cutter);
    pthread_mutex_unlock(&printer);
    return argument;
}

/* Cuts, and scans what was cut. */
static void *archive(void *argument)
{
    pthread_mutex_lock(&cutter);
    pthread_mutex_lock(&scanner);
    jobs[2]++;
    pthread_mutex_unlock(&scanner);
    pthread_mutex_unlock(&cutter);
    return argument;
}

int main(void)
{
    pthread_t worker[3];
    if (pthread_create(&worker[0], NULL, copies, NULL) != 0 ||
        pthread_create(&worker[1], NULL, leaflets, NULL) != 0 ||
        pthread_create(&worker[2], NULL, archive, NULL) != 0)
        return 1;
    for (int i = 0; i < 3; i++)
        pthread_join(worker[i], NULL);
    printf("%d jobs done\n", jobs[0] + jobs[1] + jobs[2]);
    return 0;
}
