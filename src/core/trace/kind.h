/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What event/kinds.h says of each kind, but for its sentence, which is the narrator's.
 */
#ifndef CORE_TRACE_KIND_H
#define CORE_TRACE_KIND_H

#include "event/kinds.h"

/* Of a kind that a file may have made up: "?" and GROUP_NOTE. */
const char *event_word(enum event_kind kind); /* in JSON; never translated */
enum event_group event_group(enum event_kind kind);

#endif
