/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a schedule went, in words, on standard output.
 */
#ifndef UI_TELL_TELL_STORY_H
#define UI_TELL_TELL_STORY_H

#include "core/explore/explore.h"
#include "core/trace/trace.h"

void plain_story(const struct explore_result *explored, const struct trace *trace);
/* Who waits for what at the end, and where. */
void plain_waiting(const struct explore_result *explored);

#endif
