/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A queue with room for a few messages: one child puts A, B, C ..., another gets them.
 *
 *     cc -g full.c -o full && ./full 4 1           (messages, room)
 */
#include "box.h"

#define MOST_MESSAGES 26
#define MOST_ROOM     10 /* that the system allows to everybody */

static int put_all(mqd_t box, int messages)
{
    for (int i = 0; i < messages; i++)
        box_put(box, (char[]){(char)('A' + i), '\0'}, 0);
    return 0;
}

static int get_all(mqd_t box, int messages)
{
    for (int i = 0; i < messages; i++) {
        printf("%s\n", box_get(box, NULL));
        fflush(stdout);
    }
    return 0;
}

int main(int argc, char **argv)
{
    int messages = argc > 1 ? atoi(argv[1]) : 4, room = argc > 2 ? atoi(argv[2]) : 1;
    if (argc > 3 || messages < 1 || messages > MOST_MESSAGES || room < 1 || room > MOST_ROOM) {
        fprintf(stderr, "usage: full [MESSAGES [ROOM]], 1 to %d, 1 to %d\n", MOST_MESSAGES,
                MOST_ROOM);
        return 2;
    }
    char name[LONGEST];
    snprintf(name, sizeof(name), "/full-%d", (int)getpid());
    mqd_t box = box_open(name, room);
    mq_unlink(name);
    if (fork() == 0)
        return put_all(box, messages);
    if (fork() == 0)
        return get_all(box, messages);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
