/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timer rings at any time after it is set, and once: alarm, setitimer, and POSIX timers that tell
 * their handler which one it was. Set before it can be heard it ends the program, or comes too
 * early.
 *
 * args: itimer
 * verdict: proved
 * outcome: "before\n"
 * outcome: "after\n"
 * case: posix
 * args: posix
 * verdict: proved
 * outcome: "1 2\n"
 * outcome: "2 1\n"
 * case: stopped
 * args: stopped
 * verdict: proved
 * outcome: "0 left\n"
 * outcome: "1 left\n"
 * case: early
 * args: early
 * verdict: failed
 * failure: crash preemptions 0
 * failure: deadlock at PAUSE preemptions 0
 */
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t rung[2], count;
static atomic_int work;

static void ring(int number)
{
    (void)number;
    rung[0] = 1;
}

static void ring_which(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    rung[count++] = info->si_value.sival_int;
}

static void set_itimer(int seconds)
{
    const struct itimerval to = {.it_value = {.tv_sec = seconds}};
    setitimer(ITIMER_REAL, &to, NULL);
}

static void itimer(void)
{
    signal(SIGALRM, ring);
    set_itimer(1);
    work = 1;
    printf(rung[0] ? "before\n" : "after\n");
}

static void posix(void)
{
    struct sigaction action = {.sa_sigaction = ring_which, .sa_flags = SA_SIGINFO};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL};
    timer_t timers[2];
    sigset_t both, none;
    sigemptyset(&none);
    sigemptyset(&both);
    sigaddset(&both, SIGUSR1);
    sigaddset(&both, SIGUSR2);
    action.sa_mask = both; /* or one handler counts within the other's counting */
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigprocmask(SIG_BLOCK, &both, NULL);
    for (int i = 0; i < 2; i++) {
        const struct itimerspec to = {.it_value = {.tv_nsec = 1000}};
        event.sigev_signo = i == 0 ? SIGUSR1 : SIGUSR2;
        event.sigev_value.sival_int = i + 1;
        timer_create(CLOCK_MONOTONIC, &event, &timers[i]);
        timer_settime(timers[i], 0, &to, NULL);
    }
    while (count < 2)
        sigsuspend(&none);
    printf("%d %d\n", rung[0], rung[1]);
    for (int i = 0; i < 2; i++)
        timer_delete(timers[i]);
}

static void stopped(void)
{
    struct itimerval left;
    const struct itimerval never = {0};
    signal(SIGALRM, ring);
    set_itimer(1);
    work = 1;
    setitimer(ITIMER_REAL, &never, &left);
    printf("%ld left\n", (long)left.it_value.tv_sec);
}

static void early(void)
{
    set_itimer(1);
    signal(SIGALRM, ring);
    pause(); /* PAUSE */
}

int main(int argc, char **argv)
{
    (void)argc;
    switch (argv[1][0]) {
    case 'i':
        itimer();
        break;
    case 'p':
        posix();
        break;
    case 's':
        stopped();
        break;
    default:
        early();
    }
}
