/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both ways: two children with one end each of a pair of sockets. One sends A, B and C, and waits
 * for the answer to each; the other answers with the small letter.
 *
 *     cc -g two-way.c -o two-way && ./two-way
 */
#include <ctype.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int ask(int end)
{
    for (char letter = 'A'; letter <= 'C'; letter++) {
        char answer;
        if (write(end, &letter, 1) != 1 || read(end, &answer, 1) != 1)
            return 1;
        printf("%c: %c\n", letter, answer);
    }
    return 0;
}

static int answer(int end)
{
    char letter;
    while (read(end, &letter, 1) == 1) {
        letter = (char)tolower(letter);
        if (write(end, &letter, 1) != 1)
            return 1;
    }
    return 0;
}

int main(void)
{
    int ends[2]; /* each is to read from and to write to */
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return 1;

    if (fork() == 0) {
        close(ends[1]);
        return ask(ends[0]);
    }
    if (fork() == 0) {
        close(ends[0]);
        return answer(ends[1]);
    }
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
