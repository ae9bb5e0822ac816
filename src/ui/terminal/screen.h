/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The terminal: the one file that includes ncurses (screen.c). Puts a canvas on it, reads keys from
 * it, and gives it back as it was, whatever happens.
 */
#ifndef UI_TERMINAL_SCREEN_H
#define UI_TERMINAL_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "ui/draw/canvas.h"

enum colour_mode { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

enum { /* keys beyond Unicode */
       KEY_NONE_YET = 0,
       SCREEN_KEY_BASE = 0x200000,
       SCREEN_UP,
       SCREEN_DOWN,
       SCREEN_LEFT,
       SCREEN_RIGHT,
       SCREEN_PAGE_UP,
       SCREEN_PAGE_DOWN,
       SCREEN_HOME,
       SCREEN_END,
       SCREEN_DELETE,
       SCREEN_RESIZED,
       SCREEN_PASTE,
       SCREEN_GONE,
};

struct screen;

/* NULL with err when standard input or output is no terminal, or TERM is unknown. */
struct screen *screen_open(enum colour_mode colour, struct err *err);
/* High contrast from now on, for a projector: nothing dim, colours bold. */
void screen_strengthen(struct screen *screen);
void screen_close(struct screen *screen); /* the terminal is as it was; NULL is fine */
/* The same from a signal handler of a crash: only what is safe there. */
void screen_emergency(void);

void screen_size(struct screen *screen, int *width, int *height);
void screen_resize(struct screen *screen); /* after SIGWINCH */
void screen_show(struct screen *screen,
                 const struct canvas *canvas); /* only what changed is sent */
void screen_refresh(struct screen *screen);    /* everything is sent again */
/* The next key that has been typed, 0 when there is none now; never blocks. SCREEN_PASTE: a
 * bracketed paste, its text by screen_paste(). SCREEN_GONE: the terminal is gone (hang-up). */
uint32_t screen_key(struct screen *screen);
const char *screen_paste(struct screen *screen);
/* Around a stop (Ctrl-Z) or another program that wants the terminal. */
void screen_suspend(struct screen *screen);
void screen_resume(struct screen *screen);
bool screen_is_utf8(void);

/* Name and version of the library, for doctor. */
const char *screen_version(void);

#endif
