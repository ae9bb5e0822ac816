/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two processes send the message "<letter>" each, but in two writes: first "<", then the rest. The
 * parent reads all of it, and looks whether it still is two messages.
 *
 *     cc -g two-writes.c -o two-writes && ./two-writes
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int send_it(int to, char letter)
{
    char rest[] = {letter, '>'};
    if (write(to, "<", 1) != 1)
        return 1;
    if (write(to, rest, sizeof(rest)) != sizeof(rest)) /* here the other may have come between */
        return 1;
    return 0;
}

int main(void)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;
    for (char letter = 'A'; letter <= 'B'; letter++) {
        if (fork() == 0) {
            close(ends[0]);
            return send_it(ends[1], letter);
        }
    }
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;

    char all[7] = "";
    for (size_t had = 0; had < 6;) {
        ssize_t n = read(ends[0], all + had, 6 - had);
        if (n <= 0)
            break;
        had += (size_t)n;
    }
    int is_whole = strcmp(all, "<A><B>") == 0 || strcmp(all, "<B><A>") == 0;
    printf("%s: %s\n", all, is_whole ? "two messages" : "garbled");
    return 0;
}
