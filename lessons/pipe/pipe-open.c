/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same without one line: the reader keeps the end to write to, which it has inherited, open.
 *
 *     cc -g pipe-open.c -o pipe-open && ./pipe-open      (Ctrl-C ends it)
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
    char letter;
    while (read(from, &letter, 1) == 1) {
        printf("received %c\n", letter);
        fflush(stdout);
    }
    printf("end of file\n"); /* read has returned 0 */
    return 0;
}

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;

    if (fork() == 0) {
        close(ends[0]);
        return send_all(ends[1]);
    }
    if (fork() == 0)
        return receive_all(ends[0]); /* ends[1] is still open here */
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
