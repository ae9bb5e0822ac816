/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between looking for a word in the cache and putting it there the lock is given back.
 *
 * verdict: failed
 * failure: exit preemptions 1
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static pthread_rwlock_t l = PTHREAD_RWLOCK_INITIALIZER;
static char *keys[4];
static int vals[4];
static int n;
static int compute(const char *k)
{
    return (int)strlen(k);
}
static int lookup(const char *k)
{
    pthread_rwlock_rdlock(&l);
    for (int i = 0; i < n; i++)
        if (strcmp(keys[i], k) == 0) {
            int v = vals[i];
            pthread_rwlock_unlock(&l);
            return v;
        }
    pthread_rwlock_unlock(&l);
    int v = compute(k);
    pthread_rwlock_wrlock(&l);
    keys[n] = strdup(k);
    vals[n] = v;
    n++;
    pthread_rwlock_unlock(&l);
    return v;
}
static void *w(void *a)
{
    printf("%d\n", lookup("apple"));
    return a;
}
int main(void)
{
    pthread_t t[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&t[i], 0, w, 0);
    for (int i = 0; i < 3; i++)
        pthread_join(t[i], 0);
    if (n != 1) {
        fprintf(stderr, "cached %d times\n", n);
        return 1;
    }
    for (int i = 0; i < n; i++)
        free(keys[i]);
    return 0;
}
