/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef NAMES_H
#define NAMES_H

#include <stdbool.h>

#define MOST_NAMES 100000

/* Yours: looks whether `name` (0 to MOST_NAMES - 1) is well spelt, and claims it. True: it is the
 * caller's; of all who claim a name just one gets it. Called by several threads at once. */
bool claim_name(int name);

/* The driver's: looks whether a name is well spelt. It takes long; several may do so at once. */
void spell_check(int name);

#endif
