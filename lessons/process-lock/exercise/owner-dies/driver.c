/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Several processes book; one of them dies at it. Frozen.
 *
 *     cc -g -pthread driver.c owner-dies.c -o owner-dies && ./owner-dies 2 2
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger.h"

struct ledger {
    int left, right;
    int repairs;
};

static struct ledger *ledger;
static int dies; /* this process will */

void book(void)
{
    assert(ledger->left == ledger->right);
    ledger->left++;
    if (dies) {
        fflush(NULL);
        raise(SIGKILL);
    }
    ledger->right++;
}

void repair(void)
{
    assert(ledger->left != ledger->right);
    ledger->left = ledger->right;
    ledger->repairs++;
}

static void clerk(int entries)
{
    for (int i = 0; i < entries; i++)
        assert(ledger_book() == 0);
    _exit(0);
}

int main(int argc, char **argv)
{
    int clerks = argc > 1 ? atoi(argv[1]) : 2, entries = argc > 2 ? atoi(argv[2]) : 2;
    if (clerks < 1 || clerks > 20 || entries < 1 || entries > 100000)
        return 2;
    ledger = mmap(NULL, sizeof(*ledger), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ledger == MAP_FAILED || ledger_open() != 0)
        return 1;
    for (int i = 0; i <= clerks; i++) {
        pid_t pid = fork();
        if (pid < 0)
            return 1;
        dies = i == 0;
        if (pid == 0)
            clerk(entries);
    }
    for (int i = 0; i <= clerks; i++) {
        int status;
        if (wait(&status) < 0)
            return 1;
        assert(WIFSIGNALED(status) ? WTERMSIG(status) == SIGKILL : WEXITSTATUS(status) == 0);
    }
    assert(ledger_book() == 0);
    assert(ledger->repairs == 1);
    assert(ledger->left == clerks * entries + 1 && ledger->right == ledger->left);
    printf("the books are right\n");
    return 0;
}
