/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef CHILDREN_H
#define CHILDREN_H

/* Yours: from now on children that end are waited for as they end. Returns 0, or 1 if something
 * failed. */
int children_watch(void);
/* Yours: how many have been waited for so far. It is called with SIGCHLD held back. */
int children_ended(void);

#endif
