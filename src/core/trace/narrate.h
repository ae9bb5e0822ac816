/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The narrator: an event as a sentence for a learner, with live values, in the reader's language.
 * The sentences stand in event/kinds.h.
 */
#ifndef CORE_TRACE_NARRATE_H
#define CORE_TRACE_NARRATE_H

#include "core/trace/model.h"

/* Adds the sentence for event i. `before` holds just before it (its position is i or less; the
 * owner of a lock is taken from it) or is NULL. Adds nothing when the event is not narrated. */
void narrate(struct text *out, const struct trace *trace, const struct model *before, size_t i);

/* The pieces, for other views. Names come from programs and files that we did not write: no control
 * character of theirs may reach a terminal, so they go through narrate_clean(). */
void narrate_clean(struct text *out, const char *bytes, size_t n);
bool narrate_knows_signal(int signal); /* is there a description of it? */
bool event_is_narrated(enum event_kind kind);
/* "race.c:12", or "" when not known. */
void narrate_place(struct text *out, const struct trace *trace, uint32_t place);
/* "returned 0", "was killed by SIGSEGV (segmentation fault)". */
void narrate_status(struct text *out, int wait_status);
/* "T1", "P2"; "?" for lane 0. */
void narrate_lane(struct text *out, const struct trace *trace, uint32_t lane);
/* "lock", "account[2].balance", "a thread"; adds nothing for object 0. */
void narrate_object(struct text *out, const struct trace *trace, uint32_t object);
/* The object of event i, a thread's handle by the thread's name. */
void narrate_event_object(struct text *out, const struct trace *trace, const struct model *before,
                          size_t i);
/* The value of a variable as model_variable has it: by its type. */
void narrate_value(struct text *out, const struct trace *trace, uint32_t object, int64_t value);
/* "SIGSEGV". Adds "signal 99" for what has no name. */
void narrate_signal(struct text *out, int signal);
/* The event as the JSON object of doc/json.md, without a newline. */
void event_json(struct text *out, const struct trace *trace, const struct model *before, size_t i);

#endif
