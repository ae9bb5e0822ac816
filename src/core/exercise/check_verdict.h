/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the check of an answer (core/exercise/check.h) may say of it.
 */
#ifndef CORE_EXERCISE_CHECK_VERDICT_H
#define CORE_EXERCISE_CHECK_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/text.h"

/* What a check may say of an answer, once for all: X(NAME, "word", passes, "sentence"). The word
 * stands in JSON, in a page's `ends:` and at a mutant's head, and never changes. Kinds of failures
 * have the words of doc/json.md. */
/* clang-format off */
#define CHECK_VERDICTS(X) \
    X(PROVED,      "proved",            true,  N_("PROVED: on every schedule there is, it is right")) \
    X(BOUNDED,     "bounded",           true,  N_("PASSED: no failure as far as was looked")) \
    X(RUNS,        "runs",              true,  N_("PASSED: every run went as it should")) \
    X(SHOWN,       "shown",             true,  N_("FOUND: this is how it goes wrong")) \
    X(RACE,        "race",              false, N_("NOT YET: there is a data race")) \
    X(ASSERTION,   "assertion",         false, N_("NOT YET: there is a schedule on which a claim does not hold")) \
    X(DEADLOCK,    "deadlock",          false, N_("NOT YET: there is a schedule on which nobody can go on")) \
    X(LIVELOCK,    "livelock",          false, N_("NOT YET: there is a schedule on which all go round in circles")) \
    X(CRASH,       "crash",             false, N_("NOT YET: there is a schedule on which it crashes")) \
    X(MISUSE,      "misuse",            false, N_("NOT YET: there is a schedule on which a call is misused")) \
    X(LEAK,        "leak",              false, N_("NOT YET: something is never given back")) \
    X(EXIT,        "exit",              false, N_("NOT YET: there is a schedule on which the program ends with an error")) \
    X(NEVER_THERE, "never-there",       false, N_("NOT YET: there is a schedule on which the work is not done")) \
    X(TOO_MUCH,    "over-synchronised", false, N_("OVER-SYNCHRONISED: it is right, but the threads wait where they need not")) \
    X(REAL,        "fails-for-real",    false, N_("NOT YET: right on every schedule of the small check, but a real run fails")) \
    X(UNWAITED,    "unwaited",          false, N_("NOT YET: a child process is never waited for")) \
    X(LEFT_OPEN,   "left-open",         false, N_("NOT YET: an end of a pipe, or a socket, is left open")) \
    X(LEFT_RUNNING,"left-running",      false, N_("NOT YET: a process is left running")) \
    X(HANGS,       "hangs",             false, N_("NOT YET: it does not come to its end")) \
    X(NOT_SHOWN,   "not-shown",         false, N_("NOT YET: nothing goes wrong")) \
    X(OTHER_END,   "other-end",         false, N_("NOT YET: it goes wrong, but not in the way that is asked for")) \
    X(OWN_FAULT,   "own-fault",         false, N_("NOT YET: your driver fails with a right program, too")) \
    X(REFUSED,     "refused",           false, N_("REFUSED: the answer does what an answer may not do")) \
    X(BUILD,       "does-not-compile",  false, N_("IT DOES NOT COMPILE")) \
    X(NO_VERDICT,  "no-verdict",        false, N_("NO VERDICT: the budget ran out before a proof or a failure"))
/* clang-format on */

enum check_verdict {
#define X(name, word, passes, sentence) CHECK_##name,
    CHECK_VERDICTS(X)
#undef X
        CHECK_VERDICT_COUNT
};

const char *check_word(enum check_verdict verdict);
const char *check_sentence(enum check_verdict verdict); /* translated */
bool check_passes(enum check_verdict verdict);
/* CHECK_VERDICT_COUNT: there is no such word. */
enum check_verdict check_verdict_of(const char *word, size_t n);

#endif
