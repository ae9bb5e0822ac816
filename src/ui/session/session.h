/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interactive screen as a person uses it: where in the lesson he is, what runs, what moment of
 * the trace is shown, and what each key does. It draws nothing (view.h) and knows no terminal
 * (screen.h); it connects them.
 */
#ifndef UI_SESSION_SESSION_H
#define UI_SESSION_SESSION_H

#include "ui/tutor/tutor.h"

struct session;

/* What to begin with; all may be NULL: the list of lessons. Each is taken over. */
struct session_start {
    struct lesson *lesson;
    int act;               /* of the lesson, from 1; 0: where the learner left it */
    struct act_plan *plan; /* its contents are taken over, not the struct */
    struct trace *trace;
};

/* Opens the terminal, lives until the learner quits, gives the terminal back. An exit status. */
int session_main(struct tutor *tutor, struct session_start start);

/* For the commands at the prompt. Each returns an exit status; what went wrong is shown. */
/* From the act `act` on (from 1); 0: from where the learner left it. */
int session_lesson(struct session *session, struct lesson *lesson, int act);
int session_act(struct session *session, struct act_plan *plan);
/* An exercise; `path`: of the file that is checked, NULL: the learner's own. */
int session_exercise(struct session *session, const struct exercise *exercise, const char *path);
/* Of the exercise on the screen. */
int session_check(struct session *session);
int session_edit(struct session *session); /* and checks it */
int session_hunt(struct session *session);
int session_replay(struct session *session, struct trace *trace);
int session_next(struct session *session);
int session_back(struct session *session, long events); /* negative: forward */
int session_lost(struct session *session);  /* to the next write that undoes another's */
int session_pause(struct session *session); /* and go on */
int session_speed(struct session *session, double steps_per_second);
int session_step(struct session *session, const char *lane); /* NULL: whoever waits longest */
/* Is there something of which a thread can be stepped now? */
bool session_steps(const struct session *session);
int session_watch(struct session *session, const char *variable);
int session_save(struct session *session, const char *path);
int session_again(struct session *session); /* the act at hand once more */
/* Would "KEY=VALUE" change something in the lesson at hand? -1 with err: not so. */
int session_check_setting(const struct session *session, const char *setting, struct err *err);
void session_quit(struct session *session);
void session_help(struct session *session, struct text *out); /* the keys, as they are now */

#endif
