/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/doctor/doctor.h"
#include "ui/line/command.h"
#include "ui/terminal/prompt.h"

static int doctor_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    struct doctor_spec spec = {.version = VERSION, .probe = tutor->probe};
    struct text report = {0};
    doctor_report(&report, &spec);
    doctor_line(&report, DOCTOR_OK, _("curses"), screen_version(), NULL);
    doctor_line(&report, DOCTOR_OK, _("readline"), prompt_version(), NULL);
    tutor_say(tutor, "%s", text_get(&report));
    text_release(&report);
    return STATUS_OK;
}

const struct command cmd_doctor = {
    .name = "doctor",
    .arguments = "",
    .summary = N_("what this machine can do and what is missing, for a bug report"),
    .example = "doctor",
    .run = doctor_run,
};
