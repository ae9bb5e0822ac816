/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each transfers to the next one of three, and takes the lock of its own account first.
 *
 * verdict: failed
 * failure: deadlock preemptions 1
 * outcome: ""
 * outcome: "total 300\n"
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#define N 3
typedef struct {
    int id;
    int balance;
    pthread_mutex_t m;
} account_t;
account_t acc[N];
void transfer(account_t *from, account_t *to, int amount)
{
    pthread_mutex_lock(&from->m);
    pthread_mutex_lock(&to->m);
    if (from->balance >= amount) {
        from->balance -= amount;
        to->balance += amount;
    }
    pthread_mutex_unlock(&to->m);
    pthread_mutex_unlock(&from->m);
}
void *worker(void *p)
{
    int i = *(int *)p;
    transfer(&acc[i], &acc[(i + 1) % N], 10);
    free(p);
    return NULL;
}
int main(void)
{
    pthread_t t[N];
    for (int i = 0; i < N; i++) {
        acc[i].id = i;
        acc[i].balance = 100;
        pthread_mutex_init(&acc[i].m, NULL);
    }
    for (int i = 0; i < N; i++) {
        int *p = malloc(sizeof *p);
        *p = i;
        pthread_create(&t[i], NULL, worker, p);
    }
    for (int i = 0; i < N; i++)
        pthread_join(t[i], NULL);
    int total = 0;
    for (int i = 0; i < N; i++)
        total += acc[i].balance;
    printf("total %d\n", total);
    return 0;
}
