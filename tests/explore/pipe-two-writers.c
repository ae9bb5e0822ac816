/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two that write lines to one pipe: each line stays whole, which comes first is open. Two readers
 * of one pipe share what is in it.
 *
 * args: writers
 * verdict: proved
 * outcome: "one two \n"
 * outcome: "two one \n"
 * case: readers
 * args: readers
 * verdict: proved
 * outcome: "ab -\n"
 * outcome: "- ab\n"
 * outcome: "a b\n"
 * outcome: "b a\n"
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int ends[2];
static char parts[2][8] = {"-", "-"};

static void *write_it(void *arg)
{
    assert(write(ends[1], arg, 4) == 4);
    return NULL;
}

static void *read_it(void *arg)
{
    char text[8] = "";
    if (read(ends[0], text, sizeof(text)) > 0)
        strcpy(arg, text);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    (void)argc;
    assert(pipe(ends) == 0);
    int writes = argv[1][0] == 'w';
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, writes ? write_it : read_it,
                       !writes  ? parts[i]
                       : i == 0 ? "one "
                                : "two ");
    if (writes) {
        char text[9] = "";
        for (size_t n = 0; n < 8;)
            n += (size_t)read(ends[0], text + n, 8 - n);
        printf("%s\n", text);
    } else {
        assert(write(ends[1], "a", 1) == 1);
        assert(write(ends[1], "b", 1) == 1);
        close(ends[1]);
    }
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    if (!writes)
        printf("%s %s\n", parts[0], parts[1]);
}
