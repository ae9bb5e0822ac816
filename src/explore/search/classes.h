/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How many executions differ, counted by looking at each: what a search with reduction claims to
 * know without. Two are equivalent when every thread made the same steps, and each of them came
 * after the same ones.
 */
#ifndef EXPLORE_SEARCH_CLASSES_H
#define EXPLORE_SEARCH_CLASSES_H

#include <stdint.h>

/* The current execution is over: the number of different ones so far. */
uint64_t classes_count(void);
void classes_forget(void);

#endif
