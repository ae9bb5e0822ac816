/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef RUN_H
#define RUN_H

#include <stddef.h>

/* Yours: runs the program `path` with the arguments `argv` as a child, and puts what it writes to
 * its standard output into `out`, where there is room for all of it; *size says how much it was.
 * Returns its exit status (0 to 255), 128 + n if signal number n has ended it, and 127 if it cannot
 * be run. */
int run_program(const char *path, char *const argv[], char *out, size_t *size);

#endif
