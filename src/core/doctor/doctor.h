/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What this machine can do and what is missing, as text to be pasted into a bug report: one line a
 * finding, with what to do where something lacks. It is tried out, not looked up in a list.
 *
 * No personal data: no name of the user or the machine; the home folder is written "~".
 *
 * It starts compilers and a program and waits for them: some hundred milliseconds as a rule, and
 * never more than a few times DOCTOR_PATIENCE_S.
 */
#ifndef CORE_DOCTOR_DOCTOR_H
#define CORE_DOCTOR_DOCTOR_H

#include "core/base/text.h"

#define DOCTOR_PATIENCE_S 10.0 /* for each program that is started */

struct doctor_spec {
    const char *version; /* of conc-tutor */
    const char *probe;   /* path of the probe library; NULL: not known */
    const char *cache;   /* folder for built programs; NULL: the user's */
};

enum doctor_mark {
    DOCTOR_OK,
    DOCTOR_NOTE,    /* works, but there is something to know */
    DOCTOR_MISSING, /* something will not work, or not as well */
};

void doctor_report(struct text *out, const struct doctor_spec *spec);

/* One line as in the report, for those who have more to say (the versions of their libraries).
 * `advice` may be "" or NULL. */
void doctor_line(struct text *out, enum doctor_mark mark, const char *topic, const char *finding,
                 const char *advice);

#endif
