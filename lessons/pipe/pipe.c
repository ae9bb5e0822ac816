/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pipe between two children: one sends A, B and C, the other receives until there is no more.
 *
 *     cc -g pipe.c -o pipe && ./pipe
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
    while (read(from, &letter, 1) == 1)
        printf("received %c\n", letter);
    printf("end of file\n"); /* read has returned 0 */
    return 0;
}

int main(void)
{
    int ends[2]; /* ends[0]: to read from, ends[1]: to write to */
    if (pipe(ends) < 0)
        return 1;

    if (fork() == 0) { /* both children inherit both ends, and close what they do not use */
        close(ends[0]);
        return send_all(ends[1]);
    }
    if (fork() == 0) {
        close(ends[1]);
        return receive_all(ends[0]);
    }
    close(ends[0]); /* so does the parent: it uses neither */
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
