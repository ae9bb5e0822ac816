/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef REPORT_H
#define REPORT_H

/* Yours: starts `count` children, each of which calls write_report() and ends; reads what they
 * write until there is no more, and gives every byte of it to take_byte(); then no child and no
 * descriptor of it is left. Returns 0, or 1 if something failed. */
int collect(int count);

/* The driver's: writes the report of child number `child` to a descriptor. */
int write_report(int child, int to);
/* The driver's: takes one byte of a report. */
void take_byte(char byte);

#endif
