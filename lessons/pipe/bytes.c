/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Three writes of one byte; a reader that asks for up to eight at once, and tells what each read
 * has brought.
 *
 *     cc -g bytes.c -o bytes && ./bytes
 */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static int send_all(int to)
{
    for (char letter = 'A'; letter <= 'C'; letter++)
        if (write(to, &letter, 1) != 1)
            return 1;
    return 0;
}

static int receive_all(int from)
{
    char letters[8];
    ssize_t n;
    while ((n = read(from, letters, sizeof(letters))) > 0)
        printf("%.*s\n", (int)n, letters);
    return 0;
}

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;

    if (fork() == 0) {
        close(ends[1]);
        return receive_all(ends[0]);
    }
    if (fork() == 0) {
        close(ends[0]);
        return send_all(ends[1]);
    }
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
