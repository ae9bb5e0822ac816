/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the session share: session.c (its life), session_lesson.c and session_act.c
 * (what is taken and run), session_show.c (what is shown of it), session_control.c (steering it),
 * session_keys.c (what a key does) ...
 */
#ifndef UI_SESSION_SESSION_STATE_H
#define UI_SESSION_SESSION_STATE_H

#include "core/explore/explore.h"
#include "core/lesson/lectern.h"
#include "core/trace/model.h"
#include "ui/session/session.h"
#include "ui/view/turns.h"
#include "ui/view/view.h"

struct exercise_screen;

struct session {
    struct tutor *tutor;
    struct screen *screen;
    struct canvas canvas;
    struct view view;

    struct lesson *lesson;
    size_t block;     /* the act at hand */
    int question;     /* how many predict blocks so far */
    int *predictions; /* at each of the lesson's, from 0; -1: none, or not yet this time */
    size_t prediction_count;
    struct act_result **results;
    size_t result_count, result_capacity;
    char *program_text;
    char *program_name;

    struct exercise_screen *exercise; /* on the screen; NULL: none */
    struct view_exercise *offers;     /* of the lesson that is over, as shown */

    struct act *act;           /* that goes on, or the last one; NULL none */
    struct act_plan again;     /* what r runs again, where no lesson says it; no program: nothing */
    bool is_broken;            /* what lies over the page is why it did not begin */
    struct act *previous;      /* of a step act: whose trace is shown until this one is over */
    struct turns chosen;       /* of a step act, so far */
    struct explore *hint;      /* which of the next steps leads to a failure? NULL: not asked */
    struct text awaited;       /* and for those that were asked for meanwhile */
    struct trace *loaded;      /* a replayed trace, ours; NULL none */
    const struct trace *trace; /* of the act's run, or the loaded one */
    struct model *model, *scratch;
    size_t position; /* events shown, when it is the past */
    bool is_past;
    bool has_lost;   /* somewhere in it a write undoes another's */
    bool is_playing; /* a replay goes on by itself */
    double play_speed;
    uint64_t played_ns;

    struct text output, message;
    struct text home;        /* the list of lessons, made when it is first shown */
    struct lectern *lectern; /* tells where the lesson is; NULL: there is no place for it */
    char *planned;           /* the act at hand as it would run now; NULL: not known */
    char key[16];            /* the last one, by name */
    uint32_t letter;         /* the last key, if it was a letter, and when; 0: it was none */
    uint64_t letter_ns;
    bool is_held;      /* that letter has not yet been acted on: it may begin a word */
    uint64_t began_ns; /* when the act did; 0: now */
    bool is_prompting; /* the prompt has the focus */
    bool has_quit;
    int ended_by; /* signal, 0 none */
    int status;
};

/* session_show.c: what was said, and the moment of the trace that is shown */
void session_say(struct session *session, enum style style, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Shows what went wrong; returns its status. */
int session_complain(struct session *session, const struct err *err);
void session_show(struct session *session, const struct trace *trace); /* from now on; NULL: none */
void session_show_past(struct session *session, size_t position);
void session_show_present(struct session *session);
size_t session_position(const struct session *session);
bool session_has_lost(const struct session *session);
void session_play(struct session *session, uint64_t now_ns);

/* session_act.c */
bool session_is_running(const struct session *session);
int session_start_act(struct session *session, struct act_plan *plan); /* takes it over */
int session_run_block(struct session *session);                        /* the act at hand */
void session_turn(struct session *session); /* the act's descriptor is ready */
bool session_end_act(
    struct session *session); /* false: none runs that is not being ended already */
void session_drop_act(struct session *session);

/* session_lesson.c */
void session_begin_block(struct session *session, size_t block);
int session_previous_act(struct session *session);
void session_answer(struct session *session, int answer);
/* The lesson after the one at hand, or the first, that is not finished; NULL: all are. */
const struct catalog_entry *session_next_lesson(const struct session *session);
void session_drop_lesson(struct session *session);
void session_go_home(struct session *session);

/* session_choose.c: the learner is the scheduler of an explored program */
bool session_is_choosing(const struct session *session);
int session_choose(struct session *session, const char *thread); /* NULL: who went on last */
int session_unchoose(struct session *session);                   /* the last step is taken back */
void session_chosen(struct session *session);                    /* the act of a choice is over */

/* The pending signal that session_chosen() has named arrives. */
void session_let_arrive(struct session *session);

/* session_hint.c: which step leads to a failure? Asks; the answer is said when it is known. */
int session_hint(struct session *session);
int session_hint_fd(const struct session *session); /* -1: nothing was asked */
void session_turn_hint(struct session *session);
void session_drop_hint(struct session *session);

/* session_exercise.c */
bool session_is_checking(const struct session *session);
int session_check_fd(const struct session *session); /* -1: nothing is checked */
void session_turn_check(struct session *session);
/* The learner's file is checked whenever another content is saved. -1: nothing is listened for. */
int session_saves_fd(const struct session *session);
int session_saves_patience_ms(const struct session *session);
bool session_turn_saves(struct session *session); /* true: a check has begun */
bool session_end_check(struct session *session);  /* false: there was none */
void session_drop_check(struct session *session);
void session_begin_exercise(struct session *session); /* the act at hand names it */
int session_leave_exercise(struct session *session);  /* back to the page, or on in it */
void session_close_exercise(struct session *session);
void session_hunted(struct session *session); /* a program was made to fail by hand */
/* False: this key means nothing special to an exercise. */
bool session_exercise_key(struct session *session, uint32_t key);
/* What is shown; NULL: nothing. */
const struct view_exercise *session_exercise_view(struct session *session);
const struct view_exercise *session_offers(struct session *session, size_t *count);
bool session_take_offer(struct session *session, unsigned number); /* false: there is none */

/* session_keys.c */
void session_show_said(struct session *session); /* what a command has said */
void session_key(struct session *session, uint32_t key);
void session_interrupt(struct session *session); /* Ctrl-C */
/* Milliseconds until a letter that is held back is acted on, -1: none is; and does so. */
int session_patience_ms(const struct session *session);
void session_let_go(struct session *session);
/* Does what lies over the page say why a program, or an answer, did not compile? */
bool session_is_broken(const struct session *session);
/* Takes the words of a command away from over the page. False: there are none. */
bool session_uncover(struct session *session);

/* session_complete.c: as prompt.h wants them */
const char *session_candidate(void *context, const char *line, int word, int i);
bool session_takes_file(void *context, const char *line, int word);

#endif
