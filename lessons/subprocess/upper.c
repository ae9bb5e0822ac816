/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lets another program do the work: `tr a-z A-Z` gets words on its standard input, and what it
 * writes to its standard output is ours.
 *
 *     cc -g upper.c -o upper && ./upper apple banana cherry
 */
#include "subprocess.h"

#include <string.h>

#define MOST_BYTES 1000

static void send_text(int to, const char *text)
{
    ssize_t size = (ssize_t)strlen(text);
    if (write(to, text, (size_t)size) != size) {
        perror("write");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: upper WORD ...\n");
        return 2;
    }
    char program[] = "tr", from[] = "a-z", to[] = "A-Z";
    char *arguments[] = {program, from, to, NULL};
    struct subprocess tr = subprocess_start(arguments);

    for (int i = 1; i < argc; i++) {
        send_text(tr.to, argv[i]);
        send_text(tr.to, i < argc - 1 ? " " : "\n");
    }
    close(tr.to); /* end of file: only now does it know that it has all of them */

    char answer[MOST_BYTES];
    ssize_t n;
    while ((n = read(tr.from, answer, sizeof(answer))) > 0)
        printf("from tr: %.*s", (int)n, answer);
    close(tr.from);
    subprocess_wait(&tr);
    return 0;
}
