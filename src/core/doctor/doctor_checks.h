/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The doctor's questions (private). Each adds a sentence to `finding` and, where something can be
 * done about it, one to `advice`.
 */
#ifndef CORE_DOCTOR_DOCTOR_CHECKS_H
#define CORE_DOCTOR_DOCTOR_CHECKS_H

#include "core/doctor/doctor.h"

struct finding {
    struct text says, advice;
};

/* X(function, N_("topic")): of the machine, in the order of the report (doctor_machine.c). */
#define MACHINE_CHECKS(X)                                                                          \
    X(check_system, N_("system"))                                                                  \
    X(check_cores, N_("cores"))                                                                    \
    X(check_memory, N_("memory"))                                                                  \
    X(check_clock, N_("clock"))                                                                    \
    X(check_switches, N_("context switches"))                                                      \
    X(check_variables, N_("watched variables"))                                                    \
    X(check_shared_memory, N_("shared memory"))                                                    \
    X(check_futex, N_("futex"))                                                                    \
    X(check_supervision, N_("supervision"))                                                        \
    X(check_pty, N_("pseudo-terminal"))                                                            \
    X(check_seccomp, N_("seccomp"))                                                                \
    X(check_landlock, N_("Landlock"))                                                              \
    X(check_locale, N_("locale"))                                                                  \
    X(check_terminal, N_("terminal"))

#define X(function, topic)                                                                         \
    enum doctor_mark function(const struct doctor_spec *spec, struct finding *finding);
MACHINE_CHECKS(X)
#undef X

#endif
