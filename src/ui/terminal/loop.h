/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place that waits: for signals (blocked, and read from a descriptor), for keys and for the
 * act that goes on. Nothing else in the tutor blocks.
 */
#ifndef UI_TERMINAL_LOOP_H
#define UI_TERMINAL_LOOP_H

#include <stdbool.h>

#include "core/base/err.h"

struct loop_news {
    bool has_keys;  /* the terminal has something */
    bool has_event; /* the act's descriptor is ready */
    bool has_resized, has_stopped, has_continued;
    int ended_by; /* a signal that asks us to end, 0 none */
};

/* Blocks the signals that the loop reads. Once, before anything is started. */
int loop_open(struct err *err);

/* Waits for anything at most `timeout_ms` (-1: for ever). `keys` and `act` are descriptors, -1:
 * none. */
struct loop_news loop_wait(int keys, int act, int timeout_ms);

/* Forgets the signals that keys have sent to another program on this terminal, and to us beside it:
 * Ctrl-C, Ctrl-backslash, Ctrl-Z in an editor. */
void loop_forget_keys(void);

/* Puts back what loop_open() changed and sends the signal to ourselves, so that who started us sees
 * the true cause. Returns only if the signal is ignored. */
void loop_die_by(int signal);

#endif
