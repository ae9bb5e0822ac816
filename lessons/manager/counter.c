/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children add to one number in the manager's dict; with the word "lock" they take its lock before.
 *
 *     cc -g -pthread counter.c -o counter && ./counter 2 100 && ./counter 2 100 lock
 */
#include "proxy.h"

#include <assert.h>

#define MOST_CHILDREN  10
#define MOST_ADDITIONS 10000

static int child(int additions, int with_lock)
{
    int dict = proxy_open();
    for (int i = 0; i < additions; i++) {
        if (with_lock)
            ask(dict, "lock");
        int n = atoi(ask(dict, "get n"));
        ask(dict, "set n %d", n + 1);
        if (with_lock)
            ask(dict, "unlock");
    }
    return 0;
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 2;
    int additions = argc > 2 ? atoi(argv[2]) : 100;
    int with_lock = argc > 3 && strcmp(argv[3], "lock") == 0;
    if (argc > 4 || (argc == 4 && !with_lock) || children < 1 || children > MOST_CHILDREN ||
        additions < 1 || additions > MOST_ADDITIONS) {
        fprintf(stderr, "usage: counter [CHILDREN [ADDITIONS [lock]]], 1 to %d, 1 to %d\n",
                MOST_CHILDREN, MOST_ADDITIONS);
        return 2;
    }
    manager_start();
    int dict = proxy_open();
    ask(dict, "set n 0");
    pid_t pid[MOST_CHILDREN];
    for (int i = 0; i < children; i++)
        if ((pid[i] = fork()) == 0)
            return child(additions, with_lock);
    for (int i = 0; i < children; i++)
        waitpid(pid[i], NULL, 0);
    int n = atoi(ask(dict, "get n"));
    ask(dict, "bye");
    wait(NULL);

    printf("n = %d, should be %d\n", n, children * additions);
    fflush(NULL); /* the claim below may end the program */
    assert(n == children * additions);
    return 0;
}
