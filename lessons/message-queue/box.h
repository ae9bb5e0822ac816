/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A POSIX message queue of our own. Its name is taken away at once: so it is gone when the last who
 * has it open has closed it.
 */
#ifndef BOX_H
#define BOX_H

#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LONGEST 32 /* bytes of a message */
#define CANNOT  77 /* the exit status of who cannot do it on this machine, and has said why */

static inline mqd_t box_open(const char *name, long room)
{
    struct mq_attr attributes = {.mq_maxmsg = room, .mq_msgsize = LONGEST};
    mqd_t box = mq_open(name, O_RDWR | O_CREAT | O_EXCL, 0600, &attributes);
    if (box == (mqd_t)-1) {
        printf("message queues are not to be had here: %s\n", strerror(errno));
        exit(CANNOT);
    }
    return box;
}

static inline void box_put(mqd_t box, const char *text, unsigned priority)
{
    if (mq_send(box, text, strlen(text), priority) < 0) {
        perror("mq_send");
        exit(1);
    }
}

/* Waits for a message. The text is good until the next one. */
static inline const char *box_get(mqd_t box, unsigned *priority)
{
    static char text[LONGEST + 1];
    ssize_t n = mq_receive(box, text, LONGEST, priority);
    if (n < 0) {
        perror("mq_receive");
        exit(1);
    }
    text[n] = '\0';
    return text;
}

#endif
