/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of acts as text: what a run made of the cores, its spans as a chart, results side by
 * side.
 */
#ifndef UI_TELL_TELL_FIGURES_H
#define UI_TELL_TELL_FIGURES_H

#include "core/lesson/act.h"

void plain_cores(const struct act_result *result);
void plain_chart(const struct act_result *result); /* nothing where the act has none */
void plain_spans(const struct act_result *result); /* nothing where the act has none */
void plain_compare(const struct block *block, const struct act_result *const *results, size_t n);

#endif
