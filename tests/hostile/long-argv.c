/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Becomes itself with arguments of a megabyte.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define N 1000

int main(int argc, char **argv)
{
    if (argc > 1) {
        printf("%d arguments\n", argc - 1);
        return 0;
    }
    static char word[1001], *words[N + 2];
    memset(word, 'a', sizeof(word) - 1);
    words[0] = argv[0];
    for (int i = 1; i <= N; i++)
        words[i] = word;
    execv("/proc/self/exe", words);
    return 1;
}
