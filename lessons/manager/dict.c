/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children that set one key of a dict, one after the other. The dict belongs to a manager.
 *
 *     cc -g -pthread dict.c -o dict && ./dict 3
 */
#include "proxy.h"

#define MOST_CHILDREN 10

static int child(int i)
{
    int dict = proxy_open();
    ask(dict, "set num %d", 100 + i);
    printf("child %d: num = %s\n", i, ask(dict, "get num"));
    return 0;
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 3;
    if (argc > 2 || children < 1 || children > MOST_CHILDREN) {
        fprintf(stderr, "usage: dict [CHILDREN], 1 to %d\n", MOST_CHILDREN);
        return 2;
    }
    manager_start();
    int dict = proxy_open();
    ask(dict, "set num 1");
    for (int i = 0; i < children; i++) {
        pid_t pid = fork();
        if (pid == 0)
            return child(i);
        waitpid(pid, NULL, 0); /* as in the notes: the next one when this one has ended */
    }
    printf("parent: num = %s\n", ask(dict, "get num"));
    ask(dict, "bye");
    wait(NULL);
    return 0;
}
