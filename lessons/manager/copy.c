/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A list that belongs to a manager. A child fetches it and appends 4 to what it has fetched; then
 * it asks the manager to append 5.
 *
 *     cc -g -pthread copy.c -o copy && ./copy
 */
#include "proxy.h"

static int child(void)
{
    int manager = proxy_open();
    char list[MESSAGE];
    strcpy(list, ask(manager, "list"));
    strcat(list, "4");
    printf("child:  %s\n", list);
    ask(manager, "append 5");
    return 0;
}

int main(void)
{
    manager_start();
    int manager = proxy_open();
    for (int n = 1; n <= 3; n++)
        ask(manager, "append %d", n);
    pid_t pid = fork();
    if (pid == 0)
        return child();
    waitpid(pid, NULL, 0);
    printf("parent: %s\n", ask(manager, "list"));
    ask(manager, "bye");
    wait(NULL);
    return 0;
}
