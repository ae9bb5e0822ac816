/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child puts five messages into a queue, each with a priority, and ends. Only then another child
 * gets them.
 *
 *     cc -g priority.c -o priority && ./priority
 */
#include <assert.h>

#include "box.h"

static int put_all(mqd_t box)
{
    box_put(box, "news", 0);
    box_put(box, "a letter", 1);
    box_put(box, "fire", 9);
    box_put(box, "more news", 0);
    box_put(box, "another letter", 1);
    return 0;
}

static int get_all(mqd_t box)
{
    unsigned priority, before = 9;
    for (int i = 0; i < 5; i++) {
        const char *text = box_get(box, &priority);
        printf("%u: %s\n", priority, text);
        fflush(stdout);
        assert(priority <= before); /* never one that is more urgent behind */
        before = priority;
    }
    return 0;
}

int main(void)
{
    char name[LONGEST];
    int status;
    snprintf(name, sizeof(name), "/priority-%d", (int)getpid());
    mqd_t box = box_open(name, 5);
    mq_unlink(name);

    pid_t putter = fork();
    if (putter == 0)
        return put_all(box);
    waitpid(putter, NULL, 0); /* it has ended: the messages are all that is left of it */
    if (fork() == 0)
        return get_all(box);
    wait(&status);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
