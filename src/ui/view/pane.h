/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the panes share: names in their colours, and the few questions that the layout asks before
 * it gives out space.
 */
#ifndef UI_VIEW_PANE_H
#define UI_VIEW_PANE_H

#include "ui/draw/wrap.h"
#include "ui/view/view.h"

/* The sign for this canvas: one of UTF-8, one of ASCII. */
static inline const char *sign(const struct canvas *canvas, const char *utf8, const char *ascii)
{
    return canvas->is_ascii ? ascii : utf8;
}

const char *lane_name(const struct trace *trace, uint32_t lane);
const char *object_name(const struct trace *trace, uint32_t object);
/* The colour of a lane: by the order in which lanes were made, not by who was heard of first. */
enum style lane_style(const struct trace *trace, uint32_t lane);
/* A pipe, or one way of a pair of sockets, as one row. */
void pane_pipe(const struct view *view, struct canvas *canvas, struct box box, int y, uint32_t flow,
               int name_width);
/* A READ whose sender is known, as an arrow. False: it is none. */
bool pane_arrow(const struct trace *trace, const struct model *before, const struct event *event,
                bool is_ascii, struct text *out);
/* A sentence with the names of lanes in it in their colours; cut at `columns`. Returns the column
 * behind it. */
int put_sentence(struct canvas *canvas, struct box box, int x, int y, int columns, unsigned style,
                 const struct trace *trace, const char *sentence);

/* The line at the top; what is said above the prompt; the prompt, in rows of the screen. */
void view_title(const struct view *view, struct canvas *canvas);
void view_message(const struct view *view, struct canvas *canvas, int y);
void view_prompt(const struct view *view, struct canvas *canvas, int y);

/* Rows that a pane has use for, its title included. */
int pane_lanes_rows(const struct view *view);
int pane_state_rows(const struct view *view);
int pane_state_columns(const struct view *view); /* that it cannot do without; 0: any */
int pane_source_rows(const struct view *view);
/* A program before it runs, so many lines further down; and how many lines more there are than so
 * many rows show. */
void pane_program(const struct view *view, struct canvas *canvas, struct box box, int scroll);
int pane_program_hidden(const struct view *view, int rows);
int pane_result_rows(const struct view *view, int columns);
int pane_printed_rows(const struct view *view); /* 0: nothing has been printed */
void pane_printed(const struct view *view, struct canvas *canvas, struct box box);
/* The rows of a tally, without a title; pane_tally() returns how many it has filled. */
int pane_tally_rows(const struct act_result *result);
int pane_tally(const struct act_result *result, struct canvas *canvas, struct box box);
/* The same of the figures that the program has printed (core/trace/chart.h). */
int pane_chart_rows(const struct act_result *result);
int pane_chart(const struct act_result *result, struct canvas *canvas, struct box box);
/* How often which value came out, as one row for each value or range of values: at most `limit`.
 * Returns how many rows it took. */
int pane_bins(const struct act_result *result, struct canvas *canvas, struct box box, int limit);
/* How many those are. */
int pane_bins_rows(const struct act_result *result, int limit);
/* Rows with bars: `share` is that of the longest, 0 to 1. */
struct bar_row {
    char *label, *figure;
    double share;
};
void put_bar_rows(struct canvas *canvas, struct box box, const struct bar_row *rows, size_t count);
void free_bar_rows(struct bar_row *rows, size_t count);
/* The chart of spans; how many rows it took. */
int pane_spans(const struct act_result *result, struct canvas *canvas, struct box box);
int pane_spans_rows(const struct act_result *result);
/* Is there something to read: a lesson's page, or an exercise? */
bool has_page(const struct view *view);
/* Lines of the page from where it begins by itself to its end, at this width. */
int pane_page_rows(const struct view *view, int columns);
/* The page with the program behind it, for a learner who scrolls. */
void pane_page_and_program(const struct view *view, struct canvas *canvas, struct box box,
                           bool has_program);
/* The least and greatest page_scroll with this box. */
void pane_page_limits(const struct view *view, struct box box, bool has_program, int *least,
                      int *most);
/* Signs that there is more above and below. */
void put_more(struct canvas *canvas, struct box box, bool above, bool below);
void pane_output(const struct view *view, struct canvas *canvas, struct box box);
void pane_output_limits(const struct view *view, struct box box, int *least, int *most);

/* The keys of this stage and those that always work, for a page of help. */
void pane_keys_help(const struct view *view, struct text *out);

/* A paragraph from row y of the box on, behind a mark; returns the row below it. */
int put_paragraph(struct canvas *canvas, struct box box, int y, unsigned style, const char *mark,
                  const struct text *words);
/* A verdict, or how a program stands of which the learner is the scheduler. */
int pane_explored(const struct act_result *result, struct canvas *canvas, struct box box);

/* The result to show: of the act at hand, else of the last act before it; NULL none. */
const struct act_result *shown_result(const struct view *view);
/* The table of the act at hand instead of a result. */
bool shows_comparison(const struct view *view);
void pane_compare(const struct view *view, struct canvas *canvas, struct box box);
int pane_compare_rows(const struct view *view);
/* The result that the same act had the time before; NULL: it was run once. */
const struct act_result *result_before(const struct view *view, const struct act_result *result);
/* Both side by side, in three rows. */
void pane_compare_two(struct canvas *canvas, struct box box, const struct act_result *before,
                      const struct act_result *now);

/* The task of the exercise on the screen, how it stands, and what the last check has said. */
void put_exercise(const struct view *view, struct rich *out, int columns,
                  const struct canvas *canvas);
/* The exercises of a lesson that is over, each behind the digit that takes it. */
void put_offers(const struct view *view, struct rich *out, int columns);

/* The block of the last question before or at the act at hand; -1 none. */
long last_question(const struct view *view);
/* page_predictions.c: the answer chosen at the question in that block, from 0; -1: none. */
int prediction_at(const struct view *view, size_t question);
/* At the end of a lesson: what was predicted, and what came otherwise. Nothing where nothing was.
 */
void put_predictions(const struct view *view, struct rich *out, int columns,
                     const struct canvas *canvas);
/* How many acts have run or been explored since question `block`, the one at work included. */
int runs_since(const struct view *view, size_t question);
/* Have the learner's runs answered question `block`? */
bool is_answered(const struct view *view, size_t block);

#endif
