/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks that point to each other, and nothing else points to them; and a list whose head is lost:
 * the rest is lost because of that, and not worth a word.
 *
 * verdict: failed
 * failure: leak at FIRST preemptions 0
 * failure: leak at HEAD preemptions 0
 * case: ring
 * args: 1
 * verdict: failed
 * failure: leak at FIRST preemptions 0
 */
#include <pthread.h>
#include <stdlib.h>

struct node {
    struct node *next;
};

static void *make_ring(void *arg)
{
    struct node *a = malloc(sizeof(*a)); /* FIRST */
    struct node *b = malloc(sizeof(*b));
    if (!a || !b)
        abort();
    a->next = b;
    b->next = a;
    return arg;
}

static void *make_list(void *arg)
{
    struct node *second = calloc(1, sizeof(*second));
    struct node *head = malloc(sizeof(*head)); /* HEAD */
    if (!head)
        abort();
    head->next = second;
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    (void)argv;
    pthread_create(&t[0], NULL, make_ring, NULL);
    pthread_join(t[0], NULL);
    if (argc > 1)
        return 0;
    pthread_create(&t[1], NULL, make_list, NULL);
    pthread_join(t[1], NULL);
}
