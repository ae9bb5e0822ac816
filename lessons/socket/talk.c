/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server, and a client that has inherited nothing from it: it is started anew (exec), and knows
 * an address. The client asks A, B, C; the server answers with the small letter.
 *
 *     cc -g talk.c -o talk && ./talk unix && ./talk tcp
 */
#include <ctype.h>
#include <sys/wait.h>

#include "address.h"

static int client(const char *kind, const char *where)
{
    int connection = connect_to(kind, where);
    if (connection < 0)
        return 1;
    for (char letter = 'A'; letter <= 'C'; letter++) {
        char answer;
        if (send(connection, &letter, 1, MSG_NOSIGNAL) != 1 || recv(connection, &answer, 1, 0) != 1)
            return 1;
        printf("%c: %c\n", letter, answer);
    }
    return 0; /* closes the connection */
}

static void serve(int connection)
{
    char letter;
    while (recv(connection, &letter, 1, 0) == 1) { /* 0: the client has closed it */
        letter = (char)tolower(letter);
        if (send(connection, &letter, 1, MSG_NOSIGNAL) != 1)
            return;
    }
    printf("the client has hung up\n");
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "client") == 0)
        return client(argv[2], argv[3]);
    if (argc != 2 || (strcmp(argv[1], "unix") != 0 && strcmp(argv[1], "tcp") != 0)) {
        fprintf(stderr, "usage: talk unix|tcp\n");
        return 2;
    }
    char where[WHERE_SIZE];
    int door = listen_at(argv[1], where);
    if (door < 0) {
        perror("listen");
        return 1;
    }
    printf("the server is at %s %s\n", argv[1], where);
    fflush(stdout);
    if (fork() == 0) {
        execl("/proc/self/exe", "talk", "client", argv[1], where, (char *)NULL);
        perror("exec");
        _exit(1);
    }
    int connection = accept(door, NULL, NULL);
    if (connection >= 0)
        serve(connection);
    wait(NULL);
    return 0;
}
