/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Children write letters, and then their parent reads them. Frozen.
 *
 *     cc -g -pthread driver.c urgent-first.c -o urgent-first && ./urgent-first all
 */
#include <assert.h>
#include <errno.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "office.h"

static char name[64];

const char *office_name(void)
{
    return name;
}

static void write_letters(int who)
{
    char letter[LETTER_MOST];
    for (int i = 0; i < 4; i++) {
        memset(letter, '.', sizeof(letter));
        letter[0] = (char)('a' + who);
        letter[1] = (char)('0' + i);
        letter[2] = i % 2 == 1 ? '!' : '-'; /* the second and the last are urgent */
        assert(office_send(letter, i == 3 ? LETTER_MOST : 10, i % 2 == 1) == 0);
    }
    _exit(0);
}

static void read_letters(int writers)
{
    static const char order[] = "1302";
    int next[2] = {0, 0};
    for (int i = 0; i < 4 * writers; i++) {
        char letter[LETTER_MOST];
        size_t n = office_receive(letter);
        assert(n >= 3 && letter[0] >= 'a' && letter[0] < 'a' + writers);
        assert((letter[2] == '!') == (i < 2 * writers));
        int *at = &next[letter[0] - 'a'];
        assert(letter[1] == order[*at] && n == (letter[1] == '3' ? LETTER_MOST : 10));
        ++*at;
    }
}

/* Is the name gone? If not, it is taken away, so that nothing is left behind. */
static int is_gone(void)
{
    return mq_unlink(name) < 0 && errno == ENOENT;
}

int main(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    snprintf(name, sizeof(name), "/conc-tutor-office-%d", (int)getpid());
    if (office_open() != 0) {
        mq_unlink(name);
        return 1;
    }
    for (int i = 0; i < 2; i++) {
        pid_t pid = fork();
        assert(pid >= 0);
        if (pid == 0)
            write_letters(i);
    }
    for (int i = 0; i < 2; i++) {
        int status;
        assert(wait(&status) > 0);
        if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
            mq_unlink(name);
            assert(!"every letter was sent");
        }
    }
    pid_t reader = fork();
    assert(reader >= 0);
    if (reader == 0) {
        read_letters(2);
        _exit(0);
    }
    int status;
    assert(waitpid(reader, &status, 0) == reader);
    office_close();
    int is_closed = is_gone();
    assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert(is_closed);
    printf("every letter in its turn\n");
    return 0;
}
