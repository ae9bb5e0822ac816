/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue as a list: it is closed, and only one of those that wait is told.
 *
 * verdict: failed
 * failure: deadlock preemptions 0
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
typedef struct node {
    int v;
    struct node *next;
} node_t;
typedef struct {
    node_t *head, *tail;
    pthread_mutex_t m;
    pthread_cond_t c;
    bool closed;
} queue_t;
static void q_init(queue_t *q)
{
    q->head = q->tail = NULL;
    q->closed = false;
    pthread_mutex_init(&q->m, NULL);
    pthread_cond_init(&q->c, NULL);
}
static void q_put(queue_t *q, int v)
{
    node_t *n = malloc(sizeof *n);
    n->v = v;
    n->next = NULL;
    pthread_mutex_lock(&q->m);
    if (q->tail)
        q->tail->next = n;
    else
        q->head = n;
    q->tail = n;
    pthread_cond_signal(&q->c);
    pthread_mutex_unlock(&q->m);
}
static bool q_get(queue_t *q, int *v)
{
    pthread_mutex_lock(&q->m);
    while (!q->head && !q->closed)
        pthread_cond_wait(&q->c, &q->m);
    if (!q->head) {
        pthread_mutex_unlock(&q->m);
        return false;
    }
    node_t *n = q->head;
    q->head = n->next;
    if (!q->head)
        q->tail = NULL;
    pthread_mutex_unlock(&q->m);
    *v = n->v;
    free(n);
    return true;
}
static void q_close(queue_t *q)
{
    pthread_mutex_lock(&q->m);
    q->closed = true;
    pthread_cond_signal(&q->c);
    pthread_mutex_unlock(&q->m);
}
static queue_t q;
static int sum;
static pthread_mutex_t sm = PTHREAD_MUTEX_INITIALIZER;
static void *producer(void *a)
{
    for (int i = 1; i <= 3; i++)
        q_put(&q, i);
    return a;
}
static void *consumer(void *a)
{
    int v;
    while (q_get(&q, &v)) {
        pthread_mutex_lock(&sm);
        sum += v;
        pthread_mutex_unlock(&sm);
    }
    return a;
}
int main(void)
{
    pthread_t p, c[2];
    q_init(&q);
    pthread_create(&p, NULL, producer, NULL);
    for (int i = 0; i < 2; i++)
        pthread_create(&c[i], NULL, consumer, NULL);
    pthread_join(p, NULL);
    q_close(&q);
    for (int i = 0; i < 2; i++)
        pthread_join(c[i], NULL);
    printf("%d\n", sum);
    return sum != 6;
}
