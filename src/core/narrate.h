/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The narrator: an event as a sentence for a learner, with live values, in the reader's language.
 * The sentences stand in event/kinds.h.
 */
#ifndef CORE_NARRATE_H
#define CORE_NARRATE_H

#include "core/model.h"

/* Adds the sentence for event i. `before` holds just before it (its position is i or less; the
 * owner of a lock is taken from it) or is NULL. Adds nothing when the event is not narrated. */
void narrate(struct text *out, const struct trace *trace, const struct model *before, size_t i);

/* The pieces, for other views. */
const char *event_word(enum event_kind kind);
enum event_group event_group(enum event_kind kind);
bool event_is_narrated(enum event_kind kind);
/* "race.c:12", or "" when not known. */
void narrate_place(struct text *out, const struct trace *trace, uint32_t place);
/* "returned 0", "was killed by SIGSEGV (segmentation fault)". */
void narrate_status(struct text *out, int wait_status);
/* The event as the JSON object of interface.md, without a newline. */
void event_json(struct text *out, const struct trace *trace, const struct model *before, size_t i);

#endif
