/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a page says will be seen in an act, `shows:`. A closed set: one row each in claim.c. A claim
 * is held, or broken, or this machine could not show it just now, which is said and is no breach.
 *
 *   loss        a run or more ends with another value than `should`
 *   cores N     it uses N cores (or as many as there are), within 15 %
 *   at-once N   as many spans at once as N (or as there are spans), and never more
 *   spans N     that many spans, all brought to their end
 *   cut N       that many spans not brought to their end
 *   busy N      while work waits, N % of those who work are at it
 *   larger A B [P]   bar A of the chart is P % of bar B or more (101 %); bars count from 1
 */
#ifndef CORE_LESSON_CLAIM_H
#define CORE_LESSON_CLAIM_H

#include <stdbool.h>

#include "core/base/err.h"
#include "core/base/text.h"

struct act_result;

#define CLAIM_NUMBERS 3

struct claim {
    unsigned rule; /* row of the table */
    double numbers[CLAIM_NUMBERS];
};

#define CLAIMS_MOST 6

enum claim_verdict { CLAIM_HELD, CLAIM_BROKEN, CLAIM_UNSHOWN };

/* Reads "at-once $1, busy 90": `args` are the act's arguments, NULL-terminated, $1 the first of
 * them. How many claims there are, or -1 with err. */
int claims_read(const char *value, char *const *args, struct claim claims[CLAIMS_MOST],
                struct err *err);
/* The key without which the claim `word` (n bytes of it) says nothing; NULL none, or no such claim.
 */
const char *claim_needs(const char *word, size_t n);
bool claim_is_of_cores(const struct claim *claim);
/* Does it matter to it whether the cores that are there give what cores should (burst.h)? */
bool claim_needs_cores(const struct claim *claim);
/* If it is not held, `why` is given a sentence. */
enum claim_verdict claim_judge(const struct claim *claim, const struct act_result *result,
                               struct text *why);

#endif
