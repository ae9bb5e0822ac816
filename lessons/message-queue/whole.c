/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message of twelve bytes lies in the queue. Somebody has room for eight.
 *
 *     cc -g whole.c -o whole && ./whole
 */
#include <assert.h>

#include "box.h"

int main(void)
{
    char name[LONGEST], small[8];
    snprintf(name, sizeof(name), "/whole-%d", (int)getpid());
    mqd_t box = box_open(name, 2);
    mq_unlink(name);
    box_put(box, "hello, world", 0);

    ssize_t n = mq_receive(box, small, sizeof(small), NULL);
    if (n < 0)
        printf("room for 8: %s\n", strerror(errno));
    else
        printf("room for 8: got %zd bytes\n", n);
    const char *text = box_get(box, NULL);
    printf("room for %d: '%s'\n", LONGEST, text);
    fflush(NULL); /* the claims below may end the program */
    assert(n < 0);
    assert(strcmp(text, "hello, world") == 0);
    return 0;
}
