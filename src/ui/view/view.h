/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The view: all that the interactive screen depends on, as data. view_draw() is a pure function of
 * it, so a golden test needs no terminal, no program and no clock.
 */
#ifndef UI_VIEW_VIEW_H
#define UI_VIEW_VIEW_H

#include "core/exercise/exercise.h"
#include "core/lesson/act.h"
#include "core/lesson/lesson.h"
#include "core/trace/model.h"
#include "ui/draw/canvas.h"

enum view_stage {
    VIEW_HOME,    /* no lesson: the list of lessons or the output of a command */
    VIEW_READING, /* the page waits at an act that is not yet done */
    VIEW_ASKING,  /* a prediction is wanted */
    VIEW_BUILDING,
    VIEW_RUNNING, /* a program runs */
    VIEW_DONE,    /* the act is over; its result is shown */
    VIEW_REPLAY,  /* a saved trace */
    VIEW_END,     /* the lesson is over */
};

/* An exercise on the screen, or one of those that a lesson offers at its end. Strings are lent. */
struct view_exercise {
    const struct exercise *exercise;
    const char *mark, *state; /* "[-]", "tried 3 times" */
    bool is_solved;
    /* Of the one on the screen alone: */
    const char *path; /* the learner's own file; NULL: not begun */
    bool is_checking; /* right now */
    bool is_checked;  /* what follows is known of what is in the file */
    enum check_verdict verdict;
    const char *says;           /* what exactly; "" nothing to add */
    const struct hint *fitting; /* the hint that fits the verdict; NULL none */
};
/* What is to be done in one of a kind: "fix the program". */
const char *view_exercise_aim(enum exercise_kind kind);

enum view_large { LARGE_NONE, LARGE_PAGE, LARGE_RUN, LARGES };

struct view {
    enum view_stage stage;
    const struct lesson *lesson; /* NULL: none */
    size_t block;                /* the act at hand: index in lesson->blocks */
    size_t acts, act_number;     /* "act 2 of 7"; 0: none */
    bool is_last;                /* at its end: no lesson is left to go on to */
    /* Lines scrolled from where the page pane (or `output`) begins by itself: down, or up if
     * negative. Too far is as far as it goes; view_scroll_limits() says how far that is. */
    int page_scroll;
    enum view_large large; /* one of the panes in place of all */

    /* On the screen in place of an act, or as the act at hand; NULL: none. Then the stage is
     * READING before a check, BUILDING while it goes on, DONE when its story can be looked at. */
    const struct view_exercise *exercise;
    const struct view_exercise *offers; /* at a lesson's end: its exercises */
    size_t offer_count;

    const struct trace *trace; /* NULL: none */
    const struct model *model; /* at the moment shown */
    struct model *scratch;     /* another model of the trace, which drawing moves about to tell who
                                  held what at an earlier event; NULL: that is not told */
    bool is_live;              /* the model follows the end of the trace */
    bool is_paused;
    bool has_lost; /* somewhere in the trace a write undoes another's */
    double speed;  /* steps a second; 0 full */
    uint32_t selected_lane;

    /* The program of the act at hand, shown while there is no trace of it; NULL: not known. */
    const char *program_name, *program_text;
    const char
        *act_command;   /* how the act at hand runs: "race.c 2 1000000"; NULL: as the page says */
    unsigned act_times; /* and how often; 0: as the page says */

    const struct act_result *result;         /* of the act at hand, as far as it is; or NULL */
    const struct act_result *const *results; /* of the acts so far, for `compare` */
    size_t result_count;
    int prediction;         /* answer chosen at the last predict block, from 0; -1 none */
    const char *predicted;  /* its text, or NULL */
    const int *predictions; /* at each of the lesson's questions, from 0; -1 none */
    size_t prediction_count;

    const char *output;  /* text of a command (help, list, doctor), shown in place of the run */
    bool is_broken;      /* it says why a program did not begin, which is mended and run again */
    bool is_over_page;   /* that text lies over something else, to which Enter goes back */
    const char *choices; /* what Tab could complete to, one a line; NULL: nothing to choose */
    const char *message; /* one line above the prompt: what just happened, or what to do */
    enum style message_style;
    const char *prompt;  /* as readline shows it */
    const char *line;    /* readline's buffer */
    int cursor;          /* byte offset of the cursor in `line` */
    bool is_demo;        /* for a projector: larger spacing */
    const char *key;     /* the key pressed last, to be shown; NULL: it is not */
    double elapsed_s;    /* that the act has been going on */
    bool is_full_prompt; /* the prompt has the focus: keys are typed text */
};

/* Draws all of it. Any size from 1x1 up: below 60x16 it shows the most important part and says that
 * a larger terminal shows more. */
void view_draw(const struct view *view, struct canvas *canvas);

/* The least and greatest page_scroll that make a difference on a screen of this size. */
void view_scroll_limits(const struct view *view, int width, int height, int *least, int *most);

/* Does a larger page, or what happened and was measured, show more than all panes together? */
bool view_can_enlarge(const struct view *view, int width);

/* The panes, each of which draws itself into a box and needs nothing else. */
void pane_page(const struct view *view, struct canvas *canvas, struct box box);
void pane_source(const struct view *view, struct canvas *canvas, struct box box);
void pane_lanes(const struct view *view, struct canvas *canvas, struct box box);
void pane_state(const struct view *view, struct canvas *canvas,
                struct box box); /* locks, variables */
void pane_stream(const struct view *view, struct canvas *canvas, struct box box);
/* Histogram, figures. Returns how many rows it has used. */
int pane_result(const struct view *view, struct canvas *canvas, struct box box);
void pane_keys(const struct view *view, struct canvas *canvas, struct box box);

#endif
