/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small programs with known verdicts, all in one: scenarios NAME [N [K]]. Explored by
 * test_engine.c.
 */
#include "scenario.h"
#include "scenarios_ends.h"
#include "scenarios_locks.h"
#include "scenarios_waits.h"

static const struct {
    const char *name;
    void (*run)(void);
} scenarios[] = {
    {"lost", lost},
    {"lost-claim", lost_claim},
    {"locked", locked},
    {"constant", constant},
    {"independent", independent},
    {"atomics", atomics},
    {"abba", abba},
    {"gate", gate_lock},
    {"self-deadlock", self_deadlock},
    {"unlock-others", unlock_others},
    {"recursive", recursive},
    {"try", try_locks},
    {"philosophers", philosophers},
    {"buffer", buffer},
    {"buffer-if", buffer_if},
    {"wake-all", wake_all},
    {"missed", missed},
    {"timed", timed},
    {"semaphore", semaphore},
    {"barrier", barriers},
    {"once", onces},
    {"readers", readers},
    {"upgrade", upgrades},
    {"c11", c11},
    {"spin", spin},
    {"spin-lock", spin_lock},
    {"try-loop", try_loop},
    {"peterson", petersons},
    {"silent-loop", silent_loop},
    {"use-after-free", use_after_free},
    {"double-free", double_free},
    {"heap", heap},
    {"local", local},
    {"tls", tls},
    {"large", large},
    {"null", null_pointer},
    {"overflow", overflow},
    {"exit", status},
    {"print", print},
    {"no-join", no_join},
    {"late-failure", late_failure},
    {"main-ends", main_ends},
    {"join-twice", join_twice},
    {"strings", strings},
    {"partial", partial},
    {"one-if", one_if},
    {"signals", signals},
    {"killed", killed},
    {"fork", forking},
    {"cleanup", cleanup},
};

int main(int argc, char **argv)
{
    n = argc > 2 ? atoi(argv[2]) : 0;
    k = argc > 3 ? atoi(argv[3]) : 0;
    for (size_t i = 0; i < sizeof(scenarios) / sizeof(*scenarios); i++)
        if (argc > 1 && strcmp(argv[1], scenarios[i].name) == 0) {
            scenarios[i].run();
            return 0;
        }
    return 99;
}
