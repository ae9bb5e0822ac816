/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client connects and sends a letter: first where nobody listens any more; then where somebody
 * listens, and never takes a connection (accept).
 *
 *     cc -g nobody.c -o nobody && ./nobody tcp
 */
#include <assert.h>

#include "address.h"

/* Could it connect and send? */
static int can_send(const char *kind, const char *where)
{
    int connection = connect_to(kind, where);
    if (connection < 0)
        return 0;
    int is_sent = send(connection, "A", 1, MSG_NOSIGNAL) == 1;
    printf("connected, %s\n", is_sent ? "and sent a letter" : "but could not send");
    close(connection);
    return is_sent;
}

int main(int argc, char **argv)
{
    const char *kind = argc > 1 ? argv[1] : "tcp";
    if (argc > 2 || (!is_tcp(kind) && strcmp(kind, "unix") != 0)) {
        fprintf(stderr, "usage: nobody unix|tcp\n");
        return 2;
    }
    char where[WHERE_SIZE];
    int door = listen_at(kind, where);
    if (door < 0) {
        perror("listen");
        return 1;
    }
    close(door);
    printf("nobody listens:\n");
    int alone = can_send(kind, where);

    door = listen_at(kind, where);
    printf("somebody listens, and does not take it:\n");
    int unheard = can_send(kind, where);
    close(door);
    fflush(NULL); /* the claims below may end the program */
    assert(!alone);
    assert(unheard);
    return 0;
}
