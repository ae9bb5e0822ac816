/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends orders to a program that shares nothing with us: this one, started anew. Frozen.
 *
 *     cc -g -pthread driver.c as-bytes.c -o as-bytes && ./as-bytes all
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "order.h"

#define MOST 1000

static const struct {
    int number;
    const char *item, *note;
} expected[] = {
    {7, "tea", "black"},
    {-1, "a pot of tea, for two", NULL},
    {1 << 20, "", "nothing\nat all"},
    {3, "twenty-one cups with saucers and spoons, in boxes of seven, as last year", ""},
};

static char *copy(const char *text)
{
    char *made = text ? strdup(text) : NULL;
    assert(made || !text);
    return made;
}

static int is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

static int be_the_other(int i)
{
    char bytes[MOST];
    size_t n = 0;
    for (ssize_t got; (got = read(STDIN_FILENO, bytes + n, sizeof(bytes) - n)) > 0;)
        n += (size_t)got;
    struct order order = {0};
    assert(order_unpack(bytes, n, &order) == 0);
    assert(order.number == expected[i].number);
    assert(is_same(order.item, expected[i].item) && is_same(order.note, expected[i].note));
    free(order.item);
    free(order.note);
    return 0;
}

static void send(int i)
{
    char bytes[MOST], which[2] = {(char)('0' + i), '\0'};
    char *argv[] = {"other", "other", which, NULL};
    int ends[2], status;
    struct order order = {expected[i].number, copy(expected[i].item), copy(expected[i].note)};
    size_t n = order_pack(&order, bytes, sizeof(bytes));
    assert(n > 0 && n <= sizeof(bytes) && pipe(ends) == 0);
    free(order.item);
    free(order.note);
    pid_t pid = fork();
    assert(pid >= 0);
    if (pid == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv("/proc/self/exe", argv);
        _exit(127);
    }
    close(ends[0]);
    assert(write(ends[1], bytes, n) == (ssize_t)n);
    close(ends[1]);
    assert(waitpid(pid, &status, 0) == pid);
    assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "other") == 0)
        return be_the_other(argv[2][0] - '0');
    for (int i = 0; i < (int)(sizeof(expected) / sizeof(*expected)); i++)
        send(i);
    printf("every order has arrived\n");
    return 0;
}
