/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: refused
 * Includes the solution.
 */
#include "solution.c"
