/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A burst answers, ends when it is told to, and leaves nothing behind. How much it finds depends on
 * the machine and on what else goes on there, so no test asks for that.
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/process/burst.h"
#include "core/process/kin.h"

#define PATIENCE_MS 60000

static void expect_no_child(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static struct burst *started(void)
{
    cpu_set_t cores;
    assert_int_equal(sched_getaffinity(0, sizeof(cores), &cores), 0);
    struct burst *burst = burst_start();
    if (CPU_COUNT(&cores) < 2) {
        assert_null(burst);
        skip();
    }
    assert_non_null(burst);
    return burst;
}

static void it_answers(void **state)
{
    (void)state;
    struct burst *burst = started();
    double gain = 0;
    do {
        struct pollfd wait = {.fd = burst_fd(burst), .events = POLLIN};
        assert_int_equal(poll(&wait, 1, PATIENCE_MS), 1);
    } while (!burst_turn(burst, &gain));
    assert_true(gain > 0);
    expect_no_child(); /* before whatever comes next */
    burst_free(burst);
}

static void it_is_ended(void **state)
{
    (void)state;
    burst_free(started());
    expect_no_child();
    burst_free(NULL);
}

/* By somebody, before it has an answer or after. */
static void it_is_killed(void **state)
{
    (void)state;
    struct burst *burst = started();
    struct pids children = {0};
    kin_children(getpid(), &children);
    assert_int_equal(children.count, 1);
    assert_int_equal(kill(children.list[0], SIGKILL), 0);
    pids_release(&children);
    double gain = 0;
    struct pollfd wait = {.fd = burst_fd(burst), .events = POLLIN};
    assert_int_equal(poll(&wait, 1, PATIENCE_MS), 1);
    assert_true(burst_turn(burst, &gain));
    assert_true(gain > 0 || gain == -1);
    burst_free(burst);
    expect_no_child();
}

static void one_core_has_no_burst(void **state)
{
    (void)state;
    cpu_set_t cores, one;
    assert_int_equal(sched_getaffinity(0, sizeof(cores), &cores), 0);
    int first = 0;
    while (!CPU_ISSET(first, &cores))
        first++;
    CPU_ZERO(&one);
    CPU_SET(first, &one);
    assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
    assert_null(burst_start());
    expect_no_child();
    assert_int_equal(sched_setaffinity(0, sizeof(cores), &cores), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_answers),
        cmocka_unit_test(it_is_ended),
        cmocka_unit_test(it_is_killed),
        cmocka_unit_test(one_core_has_no_burst),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
