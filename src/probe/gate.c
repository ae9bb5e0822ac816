/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gate: how the tutor stops a thread before its next step, and lets it make one.
 *
 * Open, it costs one load (emit.h). Closed:
 *   1. the thread notes ring->permits, publishes what it is about to do - the event's own kind
 *      (K_LOCK, K_UNLOCK, K_MEM_WRITE, ...) with EVENT_AT_GATE and without a value - and sets
 *      ring->at_gate;
 *   2. it sleeps until permits has changed, or the gate is open;
 *   3. it clears at_gate and does it. The usual events follow and say what happened.
 *
 * A signal handler that interrupts 2 comes to the gate itself; then 1 is done again.
 *
 * So an event with EVENT_AT_GATE means "is about to", has no effect in the model but that the lane
 * is at the gate, and each step of the tutor's is: wait for that event, add one to permits, wake.
 * Permits given before it are not saved up: slow motion does not end in a burst.
 *
 * To open: store gate = 0, add one to each waiting ring's permits, wake. Should that wake-up be
 * missed, or the tutor die, the thread finds out by itself within PATIENCE.
 */
#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "probe/hook.h"
#include "probe/probe.h"

#define PATIENCE_NS 100000000L

static bool tutor_is_gone(void);

void gate_wait(const struct say *say)
{
    struct self *me = &self;
    if (me->busy) /* in a signal handler, in the middle of an event: cannot be announced */
        return;
    int saved = errno;
    struct ring *ring = me->ring;
    struct say intent = *say;
    intent.flags = (intent.flags & ~EVENT_VALUE) | EVENT_AT_GATE;
    const struct timespec patience = {.tv_nsec = PATIENCE_NS};
    bool is_let_through = false;
    while (!is_let_through) {
        uint32_t visit = ++me->visits;
        uint32_t permits = atomic_load(&ring->permits);
        emit(&intent);
        while (atomic_load(&probe_region->gate) && atomic_load(&ring->permits) == permits) {
            atomic_store(&ring->at_gate, 1);
            long woken =
                syscall(SYS_futex, &ring->permits, FUTEX_WAIT, permits, &patience, NULL, 0);
            if (woken < 0 && errno == ETIMEDOUT && tutor_is_gone())
                break;
        }
        /* A signal handler that came meanwhile has had permits of its own: this step waits again */
        is_let_through = visit == me->visits || !atomic_load(&probe_region->gate);
    }
    atomic_store(&ring->at_gate, 0);
    errno = saved;
}

static bool tutor_is_gone(void)
{
    return probe_tutor > 0 && REAL(kill)(probe_tutor, 0) < 0 && errno == ESRCH;
}
