/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Telling: the twins of the screen for a pipe, a screen reader, a script. A lesson, or one act, is
 * carried out in order and told on standard output as it happens, as text (tell_plain.c) or as one
 * JSON object a line (tell_json.c).
 */
#ifndef UI_TELL_TELL_H
#define UI_TELL_TELL_H

#include "core/lesson/act.h"
#include "core/trace/model.h"
#include "ui/tutor/tutor.h"

struct teller {
    void (*title)(const struct lesson *lesson);
    void (*block)(const struct lesson *lesson, const struct block *block); /* prose, a question */
    void (*begin)(const struct act_plan *plan);
    void (*event)(const struct trace *trace, struct model *model, size_t i);
    void (*flush)(const struct trace *trace); /* all events of this run were given */
    void (*result)(const struct act_result *result, const struct trace *trace);
    /* The same of an explore or step act; the trace may be NULL. */
    void (*explored)(const struct act_plan *plan, const struct act_result *result,
                     const struct trace *trace);
    void (*compare)(const struct block *block, const struct act_result *const *results, size_t n);
    void (*broken)(const struct err *err, const char *messages);
    void (*answer)(const struct block *question);
    void (*exercise)(const struct tutor *tutor, const struct exercise *exercise);
    bool tells_many; /* also the events of runs that are made many times; of those with memory
                        hooks, which are hundreds of thousands, only the first run's */
};

extern const struct teller tell_plain, tell_json;

const struct teller *teller_of(const struct tutor *tutor);

/* tell_explored.c */
void plain_explored(const struct act_plan *plan, const struct act_result *result,
                    const struct trace *trace);
/* The story, what it can print, and the figures: all but the verdict. */
void plain_findings(const struct act_plan *plan, const struct explore_result *explored,
                    const struct trace *trace);
/* The story of the failure that is shown, and the other failures. */
void plain_counterexample(const struct act_plan *plan, const struct explore_result *explored,
                          const struct trace *trace);
/* The exit status of a verdict. */
int status_of_explored(const struct act_plan *plan, const struct act_result *result);

/* tell_explored_json.c */
void json_explored(const struct act_plan *plan, const struct act_result *result,
                   const struct trace *trace);
/* The object alone, without its newline. */
void json_explored_into(struct text *line, const struct act_plan *plan,
                        const struct act_result *result);

/* Carries out one act and tells it. Takes the plan over. *result (if not NULL) is what it measured,
 * the caller's. Returns an exit status. */
int tell_act(struct tutor *tutor, struct act_plan *plan, struct act_result **result);
/* A whole lesson, every act in order, from the act `first` on (from 1; 0: the beginning). */
int tell_lesson(struct tutor *tutor, const struct lesson *lesson, int first);
/* A saved trace. */
int tell_trace(struct tutor *tutor, const struct trace *trace);

/* The result `name` of n, or NULL. */
const struct act_result *result_named(const struct act_result *const *results, size_t n,
                                      const char *name);

#endif
