/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two children count in one global variable, each while it is below ten. One says Ping at each
 * count, the other Pong.
 *
 *     cc -g ping-pong.c -o ping-pong && ./ping-pong 10
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_WORDS 100

static int counter; /* one name; how many variables? */

/* Says its word until the counter has come to `end`. How often that was. */
static int count(const char *word, int end)
{
    int said = 0;
    while (counter < end) {
        if (write(STDOUT_FILENO, word, strlen(word)) < 0) /* at once: nothing in a buffer */
            return 0;
        counter++;
        said++;
    }
    return said;
}

static pid_t start(const char *word, int end)
{
    pid_t pid = fork();
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    if (pid == 0)
        exit(count(word, end));
    return pid;
}

/* How many words that child has said: its exit status. */
static int words_of(pid_t pid)
{
    int status;
    return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int main(int argc, char **argv)
{
    int end = argc > 1 ? atoi(argv[1]) : 10;
    if (argc > 2 || end < 1 || end > MOST_WORDS) {
        fprintf(stderr, "usage: ping-pong [COUNT], 1 to %d\n", MOST_WORDS);
        return 2;
    }
    pid_t ping = start("Ping ", end);
    pid_t pong = start("Pong ", end);
    int pings = words_of(ping), pongs = words_of(pong);
    printf("\nPing %d times, Pong %d times; the parent's counter: %d\n", pings, pongs, counter);
    return pings == end && pongs == end && counter == 0 ? 0 : 1;
}
