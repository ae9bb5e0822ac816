/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two workers take from a queue that belongs to a manager, and append to its list what they have
 * taken. They ask before there is anything to take.
 *
 *     cc -g -pthread workers.c -o workers && ./workers
 */
#include "proxy.h"

static int worker(void)
{
    int manager = proxy_open();
    for (int n; (n = atoi(ask(manager, "take"))) != 0;)
        ask(manager, "append %d", n);
    return 0;
}

int main(void)
{
    manager_start();
    int manager = proxy_open();
    pid_t pid[2];
    for (int i = 0; i < 2; i++)
        if ((pid[i] = fork()) == 0)
            return worker();
    for (int n = 1; n <= 6; n++)
        ask(manager, "put %d", n);
    for (int i = 0; i < 2; i++)
        ask(manager, "put 0"); /* an end mark for each */
    for (int i = 0; i < 2; i++)
        waitpid(pid[i], NULL, 0);
    printf("%s\n", ask(manager, "list"));
    ask(manager, "bye");
    wait(NULL);
    return 0;
}
