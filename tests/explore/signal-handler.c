/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program sends itself a signal; its handler has run when raise returns.
 *
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t seen;

static void handle(int number)
{
    seen = number;
}

int main(void)
{
    struct sigaction action = {.sa_handler = handle};
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    assert(seen == SIGUSR1);
}
