/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * As if number one went first.
 */
#include <fcntl.h>
#include <mqueue.h>
#include <stddef.h>

#include "office.h"

static mqd_t queue;

int office_open(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 8, .mq_msgsize = LETTER_MOST};
    queue = mq_open(office_name(), O_CREAT | O_EXCL | O_RDWR, 0600, &attributes);
    return queue < 0;
}

int office_send(const char *letter, size_t n, int is_urgent)
{
    return mq_send(queue, letter, n, is_urgent ? 1 : 2) < 0;
}

size_t office_receive(char *letter)
{
    ssize_t n = mq_receive(queue, letter, LETTER_MOST, NULL);
    return n < 0 ? 0 : (size_t)n;
}

void office_close(void)
{
    mq_close(queue);
    mq_unlink(office_name());
}
