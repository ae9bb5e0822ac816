/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The path through ncurses: a child shows canvases on a pseudo-terminal, a terminal emulator
 * (libvterm) reads what it sends, and each cell that the emulator has must be the canvas's:
 * character, marks, colour, attributes. Then keys the other way, and whether the terminal comes
 * back.
 *
 * The child rings the bell behind what it has drawn, so nobody waits for a time.
 */
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

enum { PATIENCE_MS = 20000 };

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

static int on_bell(void *context)
{
    ((struct terminal *)context)->bells++;
    return 1;
}

static int on_property(VTermProp property, VTermValue *value, void *context)
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

static void begin(struct terminal *terminal, const struct set_up *set_up)
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

static void feed(struct terminal *terminal, const char *bytes, size_t n)
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
static void read_until(struct terminal *terminal, int bells)
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

static uint32_t next_report(struct terminal *terminal)
{
    uint32_t number = 0;
    struct pollfd input = {.fd = terminal->report, .events = POLLIN};
    if (poll(&input, 1, PATIENCE_MS) <= 0)
        fail_msg("the child reports nothing");
    assert_int_equal(read(terminal->report, &number, sizeof(number)), sizeof(number));
    return number;
}

static void end(struct terminal *terminal)
{
    int status;
    read_until(terminal, -1);
    assert_int_equal(waitpid(terminal->child, &status, 0), terminal->child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    vterm_free(terminal->vterm);
    close(terminal->fd);
    close(terminal->report);
}

/* --- what the child does
 * ---------------------------------------------------------------------------- */

static enum colour_mode child_colour;
static size_t child_scene;
static bool child_is_ascii;

static void draw_scene(size_t number, struct canvas *canvas)
{
    struct scene scene;
    scene_begin(&scene);
    scenes[number].make(&scene);
    view_draw(&scene.view, canvas);
    scene_end(&scene);
}

static void tell(int report, uint32_t number)
{
    if (write(report, &number, sizeof(number)) != sizeof(number))
        _exit(3);
}

static struct screen *open_or_die(void)
{
    struct err err;
    struct screen *screen = screen_open(child_colour, &err);
    if (!screen) {
        fprintf(stderr, "%s\n", err.text);
        _exit(4);
    }
    return screen;
}

static void ring(void)
{
    if (write(STDOUT_FILENO, "\a", 1) != 1)
        _exit(5);
}

static void await_input(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&input, 1, PATIENCE_MS) < 0 && errno != EINTR)
        _exit(6);
}

static uint32_t await_key(struct screen *screen)
{
    for (;;) {
        uint32_t key = screen_key(screen);
        if (key != KEY_NONE_YET)
            return key;
        await_input();
    }
}

/* Shows a scene, then another over it, then the first again: only changes are sent. */
static void act_show(int report)
{
    struct screen *screen = open_or_die();
    struct canvas canvas = {.is_ascii = child_is_ascii};
    int width, height;
    (void)report;
    screen_size(screen, &width, &height);
    for (int i = 0; i < 3; i++) {
        canvas_resize(&canvas, width, height);
        draw_scene(i == 1 ? (child_scene + 5) % SCENE_COUNT : child_scene, &canvas);
        screen_show(screen, &canvas);
        ring();
        if (await_key(screen) != 'n')
            _exit(7);
    }
    screen_close(screen);
    canvas_release(&canvas);
}

static void act_keys(int report)
{
    struct screen *screen = open_or_die();
    ring();
    for (;;) {
        uint32_t key = await_key(screen);
        tell(report, key);
        if (key == SCREEN_PASTE) {
            const char *paste = screen_paste(screen);
            tell(report, (uint32_t)strlen(paste));
            for (; *paste; paste++)
                tell(report, (unsigned char)*paste);
        }
        if (key == 'q')
            break;
    }
    screen_close(screen);
}

static bool modes_are_equal(const struct termios *a, const struct termios *b)
{
    return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
           a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

static void act_close(int report)
{
    struct termios before, during, after;
    tcgetattr(STDIN_FILENO, &before);
    struct screen *screen = open_or_die();
    tcgetattr(STDIN_FILENO, &during);
    ring();
    await_key(screen);
    screen_close(screen);
    tcgetattr(STDIN_FILENO, &after);
    tell(report, !modes_are_equal(&before, &during));
    tell(report, modes_are_equal(&before, &after));
}

static void on_crash(int number)
{
    (void)number;
    screen_emergency();
    _exit(0);
}

static void act_crash(int report)
{
    open_or_die();
    (void)report;
    signal(SIGSEGV, on_crash);
    ring();
    await_input();
    raise(SIGSEGV);
}

static void act_suspend(int report)
{
    struct termios before, during;
    tcgetattr(STDIN_FILENO, &before);
    struct screen *screen = open_or_die();
    struct canvas canvas = {0};
    int width, height;
    screen_size(screen, &width, &height);
    canvas_resize(&canvas, width, height);
    draw_scene(child_scene, &canvas);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    screen_suspend(screen);
    tcgetattr(STDIN_FILENO, &during);
    tell(report, modes_are_equal(&before, &during));
    ring();
    await_input();
    screen_resume(screen);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    await_key(screen); /* the line that was typed meanwhile */
    await_key(screen); /* until it has been looked at */
    screen_close(screen);
    canvas_release(&canvas);
}

static void act_resize(int report)
{
    struct screen *screen = open_or_die();
    int width, height;
    ring();
    await_key(screen); /* after the size has changed */
    screen_resize(screen);
    screen_size(screen, &width, &height);
    tell(report, (uint32_t)width);
    tell(report, (uint32_t)height);
    struct canvas canvas = {0};
    canvas_resize(&canvas, width, height);
    draw_scene(child_scene, &canvas);
    screen_show(screen, &canvas);
    ring();
    await_key(screen);
    screen_close(screen);
    canvas_release(&canvas);
}

static void act_refused(int report)
{
    struct err err;
    tell(report, screen_open(COLOUR_AUTO, &err) == NULL);
    tell(report, err.status == STATUS_CANNOT);
}

/* --- comparing
 * ---------------------------------------------------------------------------------------- */

static int wanted_colour(const struct cell *cell, int colours)
{
    const struct style_look *look = style_look((enum style)cell->style);
    return colours == 256 ? look->colour256 : colours == 8 ? look->colour8 : -1;
}

static bool wanted_attribute(const struct cell *cell, int colours, char letter, unsigned flag)
{
    bool is_plain = wanted_colour(cell, colours) < 0;
    const char *letters = style_look((enum style)cell->style)->attributes;
    return (cell->flags & flag) || (is_plain && strchr(letters, letter));
}

static void compare_cell(const struct terminal *terminal, const struct canvas *canvas, int x, int y,
                         int colours)
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

static void compare_screen(struct terminal *terminal, size_t scene, int colours)
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

static void send(struct terminal *terminal, const char *bytes)
{
    assert_int_equal(write(terminal->fd, bytes, strlen(bytes)), strlen(bytes));
}

static void show_all(const struct set_up *set_up, int colours)
{
    for (child_scene = 0; child_scene < SCENE_COUNT; child_scene++) {
        struct terminal terminal;
        begin(&terminal, set_up);
        for (int i = 0; i < 3; i++) {
            read_until(&terminal, i + 1);
            compare_screen(&terminal, i == 1 ? (child_scene + 5) % SCENE_COUNT : child_scene,
                           colours);
            send(&terminal, "n");
        }
        end(&terminal);
        assert_false(terminal.is_alternate);
    }
}

static void test_256_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_show};
    child_colour = COLOUR_AUTO;
    child_is_ascii = false;
    show_all(&set_up, 256);
    set_up.width = 120;
    set_up.height = 40;
    show_all(&set_up, 256);
}

static void test_8_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm", "C.UTF-8", COLOUR_AUTO, 80, 24, act_show};
    child_colour = COLOUR_AUTO;
    child_is_ascii = false;
    show_all(&set_up, 8);
}

static void test_no_colours(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_NEVER, 80, 24, act_show};
    child_colour = COLOUR_NEVER;
    child_is_ascii = false;
    show_all(&set_up, 0);
}

static void test_c_locale(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C", COLOUR_AUTO, 80, 24, act_show};
    struct terminal terminal;
    child_colour = COLOUR_AUTO;
    child_is_ascii = true;
    child_scene = 10; /* the end, with a Chinese sentence: question marks, each in its place */
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    for (int y = 0; y < 24; y++)
        for (int x = 0; x < 80; x++) {
            VTermScreenCell cell;
            vterm_screen_get_cell(terminal.screen, (VTermPos){.row = y, .col = x}, &cell);
            assert_true(cell.chars[0] < 0x7f);
        }
    send(&terminal, "nnn");
    end(&terminal);
}

static void test_keys(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_keys};
    struct terminal terminal;
    child_colour = COLOUR_AUTO;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    send(&terminal, "a");
    assert_int_equal(next_report(&terminal), 'a');
    send(&terminal, "\xc3"); /* a character in two pieces, between which the child may well run */
    send(&terminal, "\xa9\xe9\x94\x81");
    assert_int_equal(next_report(&terminal), 0xe9);
    assert_int_equal(next_report(&terminal), 0x9501);
    send(&terminal, "\033OA\033[3~\033[5~\r\x7f\xff");
    assert_int_equal(next_report(&terminal), SCREEN_UP);
    assert_int_equal(next_report(&terminal), SCREEN_DELETE);
    assert_int_equal(next_report(&terminal), SCREEN_PAGE_UP);
    assert_int_equal(next_report(&terminal), '\r');
    assert_int_equal(next_report(&terminal), 127);
    assert_int_equal(next_report(&terminal), 0xfffd); /* what is not UTF-8 */
    send(&terminal, "\033[200~one\ntwo \xe9\x94\x81 q\033[201~");
    assert_int_equal(next_report(&terminal), SCREEN_PASTE);
    const char *paste = "one\ntwo \xe9\x94\x81 q";
    assert_int_equal(next_report(&terminal), strlen(paste));
    for (; *paste; paste++)
        assert_int_equal(next_report(&terminal), (unsigned char)*paste);
    send(&terminal, "q");
    assert_int_equal(next_report(&terminal), 'q');
    end(&terminal);
}

static void test_comes_back(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_close};
    struct terminal terminal;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    assert_true(terminal.is_alternate);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 1); /* the modes were changed */
    assert_int_equal(next_report(&terminal), 1); /* and are as before */
    end(&terminal);
    assert_false(terminal.is_alternate);
    assert_true(terminal.has_cursor);
}

static void test_comes_back_from_a_crash(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_crash};
    struct terminal terminal;
    struct termios before, after;
    begin(&terminal, &set_up);
    /* A second look at the terminal keeps it from being hung up when the child is gone. */
    int slave = open(ptsname(terminal.fd), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(slave >= 0);
    read_until(&terminal, 1);
    tcgetattr(slave, &before);
    assert_int_equal(before.c_lflag & (ICANON | ECHO), 0);
    send(&terminal, "x");
    int status;
    assert_int_equal(waitpid(terminal.child, &status, 0), terminal.child);
    assert_int_equal(status, 0);
    tcgetattr(slave, &after);
    assert_int_equal(after.c_lflag & (ICANON | ECHO), ICANON | ECHO);
    close(slave);
    read_until(&terminal, -1);
    assert_false(terminal.is_alternate);
    assert_true(terminal.has_cursor);
    vterm_free(terminal.vterm);
    close(terminal.fd);
    close(terminal.report);
}

static void test_suspend(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_suspend};
    struct terminal terminal;
    child_scene = 5;
    child_is_ascii = false;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 1);
    read_until(&terminal, 2);
    assert_false(terminal.is_alternate);
    send(&terminal, "y\n");
    read_until(&terminal, 3);
    assert_true(terminal.is_alternate);
    compare_screen(&terminal, child_scene, 256);
    send(&terminal, "z");
    end(&terminal);
}

static void test_resize(void **state)
{
    (void)state;
    struct set_up set_up = {"xterm-256color", "C.UTF-8", COLOUR_AUTO, 80, 24, act_resize};
    struct terminal terminal;
    child_scene = 5;
    begin(&terminal, &set_up);
    read_until(&terminal, 1);
    struct winsize size = {.ws_row = 40, .ws_col = 120};
    assert_int_equal(ioctl(terminal.fd, TIOCSWINSZ, &size), 0);
    vterm_set_size(terminal.vterm, 40, 120);
    send(&terminal, "x");
    assert_int_equal(next_report(&terminal), 120);
    assert_int_equal(next_report(&terminal), 40);
    read_until(&terminal, 2);
    terminal.width = 120;
    terminal.height = 40;
    compare_screen(&terminal, child_scene, 256);
    send(&terminal, "x");
    end(&terminal);
}

static void test_refused(void **state)
{
    (void)state;
    static const char *const terms[] = {"dumb", "no-such-terminal", ""};
    for (size_t i = 0; i < 3; i++) {
        struct set_up set_up = {terms[i], "C.UTF-8", COLOUR_AUTO, 80, 24, act_refused};
        struct terminal terminal;
        begin(&terminal, &set_up);
        assert_int_equal(next_report(&terminal), 1);
        assert_int_equal(next_report(&terminal), 1);
        end(&terminal);
    }
}

int main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_256_colours), cmocka_unit_test(test_8_colours),
        cmocka_unit_test(test_no_colours),  cmocka_unit_test(test_c_locale),
        cmocka_unit_test(test_keys),        cmocka_unit_test(test_comes_back),
        cmocka_unit_test(test_suspend),     cmocka_unit_test(test_comes_back_from_a_crash),
        cmocka_unit_test(test_resize),      cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
