/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request takes effect at the next cancellation point only: between the two changes there is
 * none, so they are made both or not at all. With one in between the first is made alone.
 *
 * verdict: proved
 * outcome: "0 0\n"
 * outcome: "1 1\n"
 * case: tested
 * args: test
 * verdict: failed
 * failure: assertion at CLAIM preemptions 2
 * case: disabled
 * args: test off
 * verdict: proved
 * outcome: "1 1\n"
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static int left, right, tests, is_off;

static void *change(void *arg)
{
    if (is_off)
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
    pthread_testcancel();
    left++;
    if (tests)
        pthread_testcancel();
    right++;
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    tests = argc > 1;
    is_off = argc > 2;
    pthread_create(&t, NULL, change, NULL);
    pthread_cancel(t);
    pthread_join(t, NULL);
    assert(left == right); /* CLAIM */
    printf("%d %d\n", left, right);
}
