/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One list in a global variable; some children append their number to it, and print what it holds
 * then, and where it lies. At the end the parent prints its list.
 *
 *     cc -g list.c -o list && ./list 5
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_CHILDREN 9

static struct {
    int count;
    int item[MOST_CHILDREN];
} list;

static void print_list(const char *who)
{
    char line[100];
    int n = snprintf(line, sizeof(line), "%s: the list at %p holds [", who, (void *)&list);
    for (int i = 0; i < list.count; i++)
        n += snprintf(line + n, sizeof(line) - (size_t)n, " %d", list.item[i]);
    printf("%s ]\n", line);
    fflush(stdout);
}

static int child(int number)
{
    list.item[list.count++] = number;
    print_list("child");
    return 0;
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 5;
    if (argc > 2 || children < 1 || children > MOST_CHILDREN) {
        fprintf(stderr, "usage: list [CHILDREN], 1 to %d\n", MOST_CHILDREN);
        return 2;
    }
    for (int i = 0; i < children; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            return child(i);
    }
    while (wait(NULL) > 0)
        continue;
    print_list("parent");
    assert(list.count == 0);
    return 0;
}
