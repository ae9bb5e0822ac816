/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is freed, but nothing is lost: something points to each block when the program ends.
 *
 * verdict: proved
 * case: exit in a function
 * args: exit
 * verdict: proved
 */
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char name[8];
};

static struct node *list;        /* a variable */
static _Thread_local char *mine; /* one of a thread that has not ended */
static char *inside;             /* into the middle of a block */
static sem_t ready, never;
static pthread_key_t key;

static void push(const char *name)
{
    struct node *node = malloc(sizeof(*node));
    if (!node)
        abort();
    strncpy(node->name, name, sizeof(node->name));
    node->next = list;
    list = node;
}

static void *wait(void *arg)
{
    char *local = malloc(10);
    mine = malloc(20);
    pthread_setspecific(key, malloc(30));
    sem_post(&ready);
    sem_wait(&never);
    free(local);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    sem_init(&ready, 0, 0);
    sem_init(&never, 0, 0);
    pthread_key_create(&key, NULL);
    push("one");
    push("two");
    inside = (char *)malloc(100) + 50;
    pthread_create(&t, NULL, wait, NULL);
    pthread_detach(t);
    sem_wait(&ready);
    char *local = malloc(40);
    if (argc > 1)
        exit(0);
    free(local);
}
