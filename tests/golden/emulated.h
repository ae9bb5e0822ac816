/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The path through ncurses: a child has a screen on a pseudo-terminal, and a terminal emulator
 * (libvterm) reads what it sends.
 *
 * The child rings the bell behind what it has drawn, so nobody waits for a time.
 */
#ifndef TESTS_GOLDEN_EMULATED_H
#define TESTS_GOLDEN_EMULATED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

#include "scenes.h"
#include "ui/terminal/screen.h"

enum { PATIENCE_MS = 120000 };

struct terminal {
    pid_t child;
    int fd;     /* the pseudo-terminal's master */
    int report; /* numbers from the child */
    VTerm *vterm;
    VTermScreen *screen;
    int width, height, bells;
    size_t matched; /* bytes of `reset_palette` that have come so far */
    bool is_alternate, has_cursor;
};

static inline int on_bell(void *context)
{
    ((struct terminal *)context)->bells++;
    return 1;
}

static inline int on_property(VTermProp property, VTermValue *value, void *context)
{
    struct terminal *terminal = context;
    if (property == VTERM_PROP_ALTSCREEN)
        terminal->is_alternate = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        terminal->has_cursor = value->boolean;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.bell = on_bell, .settermprop = on_property};

struct set_up {
    const char *term, *locale;
    enum colour_mode colour;
    int width, height;
    void (*act)(int report); /* what the child does */
};

static inline void begin(struct terminal *terminal, const struct set_up *set_up)
{
    memset(terminal, 0, sizeof(*terminal));
    terminal->width = set_up->width;
    terminal->height = set_up->height;
    terminal->has_cursor = true;
    struct winsize size = {.ws_row = (unsigned short)set_up->height,
                           .ws_col = (unsigned short)set_up->width};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    terminal->child = forkpty(&terminal->fd, NULL, NULL, &size);
    assert_true(terminal->child >= 0);
    if (terminal->child == 0) {
        close(ends[0]);
        setenv("TERM", set_up->term, 1);
        unsetenv("NO_COLOR");
        setlocale(LC_ALL, set_up->locale);
        set_up->act(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    terminal->report = ends[0];
    terminal->vterm = vterm_new(set_up->height, set_up->width);
    vterm_set_utf8(terminal->vterm, 1);
    terminal->screen = vterm_obtain_screen(terminal->vterm);
    vterm_screen_set_callbacks(terminal->screen, &callbacks, terminal);
    vterm_screen_enable_altscreen(terminal->screen, 1);
    vterm_screen_reset(terminal->screen, 1);
}

/* xterm's way to reset the palette ends in a BEL. Where a read cuts it in two, libvterm 0.1 takes
 * that BEL for a bell, which is what our child rings with; it changes no cell, so it is left out.
 */
static const char reset_palette[] = "\033]104\007";

static inline void feed(struct terminal *terminal, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == reset_palette[terminal->matched]) {
            if (reset_palette[++terminal->matched] == '\0')
                terminal->matched = 0;
            continue;
        }
        vterm_input_write(terminal->vterm, reset_palette, terminal->matched);
        terminal->matched = bytes[i] == reset_palette[0];
        if (!terminal->matched)
            vterm_input_write(terminal->vterm, &bytes[i], 1);
    }
}

/* Takes in what the child sends until it has rung `bells` times in all, or is gone (-1). */
static inline void read_until(struct terminal *terminal, int bells)
{
    while (bells < 0 || terminal->bells < bells) {
        char bytes[4096];
        struct pollfd input = {.fd = terminal->fd, .events = POLLIN};
        if (poll(&input, 1, PATIENCE_MS) <= 0)
            fail_msg("the child is silent");
        ssize_t n = read(terminal->fd, bytes, sizeof(bytes));
        if (n > 0)
            feed(terminal, bytes, (size_t)n);
        else if (n == 0 || errno == EIO)
            break;
    }
    if (bells > 0)
        assert_true(terminal->bells >= bells);
}

static inline uint32_t next_report(struct terminal *terminal)
{
    uint32_t number = 0;
    struct pollfd input = {.fd = terminal->report, .events = POLLIN};
    if (poll(&input, 1, PATIENCE_MS) <= 0)
        fail_msg("the child reports nothing");
    assert_int_equal(read(terminal->report, &number, sizeof(number)), sizeof(number));
    return number;
}

static inline void end(struct terminal *terminal)
{
    int status;
    read_until(terminal, -1);
    assert_int_equal(waitpid(terminal->child, &status, 0), terminal->child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    vterm_free(terminal->vterm);
    close(terminal->fd);
    close(terminal->report);
}

static enum colour_mode child_colour;
static size_t child_scene;
static bool child_is_ascii;

static inline void draw_scene(size_t number, struct canvas *canvas)
{
    struct scene scene;
    scene_begin(&scene);
    scenes[number].make(&scene);
    view_draw(&scene.view, canvas);
    scene_end(&scene);
}

static inline void tell(int report, uint32_t number)
{
    if (write(report, &number, sizeof(number)) != sizeof(number))
        _exit(3);
}

static inline struct screen *open_or_die(void)
{
    struct err err;
    struct screen *screen = screen_open(child_colour, &err);
    if (!screen) {
        fprintf(stderr, "%s\n", err.text);
        _exit(4);
    }
    return screen;
}

static inline void ring(void)
{
    if (write(STDOUT_FILENO, "\a", 1) != 1)
        _exit(5);
}

static inline void await_input(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&input, 1, PATIENCE_MS) < 0 && errno != EINTR)
        _exit(6);
}

static inline uint32_t await_key(struct screen *screen)
{
    for (;;) {
        uint32_t key = screen_key(screen);
        if (key != KEY_NONE_YET)
            return key;
        await_input();
    }
}

static inline int wanted_colour(const struct cell *cell, int colours)
{
    const struct style_look *look = style_look((enum style)cell->style);
    return colours == 256 ? look->colour256 : colours == 8 ? look->colour8 : -1;
}

static inline bool wanted_attribute(const struct cell *cell, int colours, char letter,
                                    unsigned flag)
{
    bool is_plain = wanted_colour(cell, colours) < 0;
    const char *letters = style_look((enum style)cell->style)->attributes;
    return (cell->flags & flag) || (is_plain && strchr(letters, letter));
}

static inline void compare_cell(const struct terminal *terminal, const struct canvas *canvas, int x,
                                int y, int colours)
{
    const struct cell *cell = &canvas->cells[y * canvas->width + x];
    VTermScreenCell shown;
    VTermPos at = {.row = y, .col = x};
    vterm_screen_get_cell(terminal->screen, at, &shown);
    if (cell->character == 0)
        return; /* its left half was compared */
    uint32_t character = shown.chars[0] ? shown.chars[0] : ' ';
    if (character != cell->character)
        fail_msg("at %d,%d: U+%04X is shown for U+%04X", x, y, character, cell->character);
    for (int i = 0; i < 2 && cell->marks[i]; i++)
        assert_int_equal(shown.chars[1 + i], cell->marks[i]);
    if (cell->character == ' ' && !(cell->flags & (CELL_REVERSE | CELL_UNDER)))
        return; /* the colour of nothing */
    int colour = VTERM_COLOR_IS_DEFAULT_FG(&shown.fg) ? -1 : shown.fg.indexed.idx;
    if (colour != wanted_colour(cell, colours))
        fail_msg("at %d,%d: colour %d for %d", x, y, colour, wanted_colour(cell, colours));
    assert_int_equal(shown.attrs.bold, wanted_attribute(cell, colours, 'b', CELL_BOLD));
    assert_int_equal(shown.attrs.underline != 0, wanted_attribute(cell, colours, 'u', CELL_UNDER));
    assert_int_equal(shown.attrs.reverse, wanted_attribute(cell, colours, 'r', CELL_REVERSE));
}

static inline void compare_screen(struct terminal *terminal, size_t scene, int colours)
{
    struct canvas canvas = {.is_ascii = child_is_ascii};
    canvas_resize(&canvas, terminal->width, terminal->height);
    draw_scene(scene, &canvas);
    for (int y = 0; y < canvas.height; y++)
        for (int x = 0; x < canvas.width; x++)
            compare_cell(terminal, &canvas, x, y, colours);
    VTermPos cursor;
    vterm_state_get_cursorpos(vterm_obtain_state(terminal->vterm), &cursor);
    assert_int_equal(terminal->has_cursor, canvas.cursor_x >= 0);
    if (canvas.cursor_x >= 0) {
        assert_int_equal(cursor.col, canvas.cursor_x);
        assert_int_equal(cursor.row, canvas.cursor_y);
    }
    canvas_release(&canvas);
}

static inline void send(struct terminal *terminal, const char *bytes)
{
    assert_int_equal(write(terminal->fd, bytes, strlen(bytes)), strlen(bytes));
}

#endif
