/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The calls of System V: what is held comes when it is released, and not before.
 *
 * verdict: proved
 * outcome: "held 0, released 1, once 2, ignored 2\n"
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t count;

static void ring(int number)
{
    (void)number;
    count++;
}

int main(void)
{
    sigset(SIGUSR1, ring);
    sighold(SIGUSR1);
    raise(SIGUSR1);
    int held = count;
    sigrelse(SIGUSR1);
    int released = count;
    sysv_signal(SIGUSR2, ring);
    raise(SIGUSR2);
    int once = count;
    sigignore(SIGUSR2);
    raise(SIGUSR2);
    printf("held %d, released %d, once %d, ignored %d\n", held, released, once, (int)count);
}
