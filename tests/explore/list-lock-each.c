/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sorted list with a lock in each node, hand over hand.
 *
 * verdict: proved
 * outcome: "0 1 10 11 \n"
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
struct node {
    int key;
    struct node *next;
    pthread_mutex_t lock;
};
static struct node head = {-1, NULL, PTHREAD_MUTEX_INITIALIZER};
static void insert(int key)
{
    struct node *n = malloc(sizeof *n);
    n->key = key;
    pthread_mutex_init(&n->lock, NULL);
    struct node *p = &head;
    pthread_mutex_lock(&p->lock);
    struct node *c = p->next;
    if (c)
        pthread_mutex_lock(&c->lock);
    while (c && c->key < key) {
        pthread_mutex_unlock(&p->lock);
        p = c;
        c = c->next;
        if (c)
            pthread_mutex_lock(&c->lock);
    }
    n->next = c;
    p->next = n;
    if (c)
        pthread_mutex_unlock(&c->lock);
    pthread_mutex_unlock(&p->lock);
}
static void *w(void *a)
{
    long k = (long)a;
    insert((int)k);
    insert((int)k + 10);
    return NULL;
}
int main(void)
{
    pthread_t t[2];
    for (long i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, w, (void *)i);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    int n = 0;
    for (struct node *p = head.next; p; p = p->next) {
        printf("%d ", p->key);
        n++;
    }
    printf("\n");
    return n != 4;
}
