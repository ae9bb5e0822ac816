/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef PARTS_H
#define PARTS_H

/* Yours: looks at the parts 0 to count - 1, each in a child process of its own, which ends with the
 * status that is_faulty() returns; all of them are at work at the same time. Returns how many
 * parts were faulty, when no child is left; -1 if one could not be made. */
int faulty_parts(int count);

/* The driver's: 1 if this part is faulty, 0 if it is good. It takes long: it comes back when all
 * parts are being looked at. */
int is_faulty(int part);

#endif
