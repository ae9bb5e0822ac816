/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one file that knows ncurses. The tutor takes its signals from a signalfd, so ncurses gets
 * none of its handlers: what it installs is put back at once. It is told of a new size
 * (screen_resize) and of a stop (screen_suspend), and finds out nothing by itself.
 *
 * Keys are taken as bytes and decoded here, because a character may arrive in two pieces.
 *
 * The state for screen_emergency() is global because a signal handler has no other; the strings in
 * it are made beforehand, since nothing that allocates is safe there.
 */
#include "ui/terminal/screen.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#define PASTE_ON    "\033[?2004h"
#define PASTE_OFF   "\033[?2004l"
#define PASTE_LIMIT (64u * 1024) /* the rest of a larger paste is dropped */

enum { CODE_PASTE_BEGIN = KEY_MAX + 1, CODE_PASTE_END };

struct screen {
    SCREEN *curses;
    struct canvas shown; /* what ncurses has been told */
    attr_t looks[STYLE_COUNT];
    bool has_pair[STYLE_COUNT];
    bool is_known;    /* `shown` is what is on the terminal */
    bool takes_paste; /* the terminal understands bracketed paste, or ignores it */
    bool is_pasting;
    bool keeps_bright; /* nothing is dim */
    struct text paste;
    mbstate_t decoder;
};

static struct {
    volatile sig_atomic_t is_open;
    struct termios before;
    char bytes[256];
    size_t size;
} emergency;

static bool locale_is_utf8 = false;

bool screen_is_utf8(void)
{
    return emergency.is_open ? locale_is_utf8 : strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* A terminal string without its padding ("$<5>"), which tputs would have made of time. */
static void add_restore(const char *string)
{
    if (!string || string == (char *)-1)
        return;
    while (*string && emergency.size + 1 < sizeof(emergency.bytes)) {
        const char *end = strncmp(string, "$<", 2) == 0 ? strchr(string, '>') : NULL;
        if (end)
            string = end + 1;
        else
            emergency.bytes[emergency.size++] = *string++;
    }
}

static void prepare_emergency(const struct screen *screen)
{
    emergency.size = 0;
    if (screen->takes_paste)
        add_restore(PASTE_OFF);
    add_restore(exit_attribute_mode);
    add_restore(orig_pair);
    add_restore(cursor_normal);
    add_restore(keypad_local);
    add_restore(exit_ca_mode);
    add_restore("\r");
    emergency.is_open = 1;
}

void screen_emergency(void)
{
    if (!emergency.is_open)
        return;
    emergency.is_open = 0;
    int saved = errno;
    /* Whatever fails now cannot be helped. */
    for (size_t done = 0; done < emergency.size;) {
        ssize_t n = write(STDOUT_FILENO, emergency.bytes + done, emergency.size - done);
        if (n < 0 && errno != EINTR)
            break;
        done += n > 0 ? (size_t)n : 0;
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &emergency.before);
    errno = saved;
}

static void write_now(const char *string)
{
    putp(string);
    fflush(stdout);
}

static attr_t attributes_of(const char *letters)
{
    attr_t attributes = A_NORMAL;
    for (; *letters; letters++)
        attributes |= *letters == 'b'   ? A_BOLD
                      : *letters == 'd' ? A_DIM
                      : *letters == 'u' ? A_UNDERLINE
                                        : A_REVERSE;
    return attributes;
}

static bool wants_colour(enum colour_mode mode)
{
    const char *no = getenv("NO_COLOR");
    if (mode == COLOUR_NEVER || (mode == COLOUR_AUTO && no && *no))
        return false;
    return has_colors();
}

static void make_looks(struct screen *screen, enum colour_mode mode)
{
    bool has_colour = wants_colour(mode);
    if (has_colour) {
        start_color();
        use_default_colors();
    }
    for (int i = 0; i < STYLE_COUNT; i++) {
        const struct style_look *look = style_look((enum style)i);
        short colour = !has_colour     ? -1
                       : COLORS >= 256 ? look->colour256
                       : COLORS >= 8   ? look->colour8
                                       : -1;
        screen->has_pair[i] =
            colour >= 0 && i + 1 < COLOR_PAIRS && init_pair((short)(i + 1), colour, -1) == OK;
        screen->looks[i] = screen->has_pair[i] ? A_NORMAL : attributes_of(look->attributes);
    }
}

void screen_strengthen(struct screen *screen)
{
    for (int i = 0; i < STYLE_COUNT; i++) {
        const char *letters = style_look((enum style)i)->attributes;
        bool is_faint = strchr(letters, 'd') != NULL;
        if (is_faint)
            screen->has_pair[i] = false; /* the terminal's own foreground is what shows best */
        else if (screen->has_pair[i])
            screen->looks[i] |= A_BOLD;
        screen->looks[i] &= ~A_DIM;
    }
    screen->keeps_bright = true;
    screen_refresh(screen);
}

/* newterm() installs handlers of its own; ours (or none) are put back. */
static SCREEN *open_curses(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    struct sigaction before[4];
    for (int i = 0; i < 4; i++)
        sigaction(numbers[i], NULL, &before[i]);
    use_env(FALSE); /* the size is the terminal's, not what LINES and COLUMNS say */
    use_tioctl(TRUE);
    SCREEN *curses = newterm(NULL, stdout, stdin);
    for (int i = 0; i < 4; i++)
        sigaction(numbers[i], &before[i], NULL);
    return curses;
}

struct screen *screen_open(enum colour_mode colour, struct err *err)
{
    const char *term = getenv("TERM");
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        err_set(err, STATUS_CANNOT, _("standard input or output is no terminal"));
        return NULL;
    }
    if (tcgetattr(STDIN_FILENO, &emergency.before) < 0) {
        err_sys(err, _("cannot ask the terminal for its modes"));
        return NULL;
    }
    locale_is_utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    SCREEN *curses = open_curses();
    if (!curses) {
        err_set(err, STATUS_CANNOT, _("the terminal '%s' is not known here"), term ? term : "");
        return NULL;
    }
    if (!cursor_address || !clear_screen) {
        endwin();
        delscreen(curses);
        err_set(err, STATUS_CANNOT, _("the terminal '%s' cannot place its cursor"),
                term ? term : "");
        return NULL;
    }
    struct screen *screen = xcalloc(1, sizeof(*screen));
    screen->curses = curses;
    screen->takes_paste = strncmp(clear_screen, "\033[", 2) == 0;
    cbreak();
    noecho();
    nonl();
    intrflush(stdscr, FALSE);
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(25);
    typeahead(-1);
    leaveok(stdscr, FALSE);
    define_key("\033[200~", CODE_PASTE_BEGIN);
    define_key("\033[201~", CODE_PASTE_END);
    make_looks(screen, colour);
    prepare_emergency(screen);
    if (screen->takes_paste)
        write_now(PASTE_ON);
    screen_resize(screen);
    return screen;
}

void screen_close(struct screen *screen)
{
    if (!screen)
        return;
    if (screen->takes_paste)
        write_now(PASTE_OFF);
    curs_set(1);
    endwin();
    delscreen(screen->curses);
    emergency.is_open = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &emergency.before);
    canvas_release(&screen->shown);
    text_release(&screen->paste);
    free(screen);
}

void screen_size(struct screen *screen, int *width, int *height)
{
    (void)screen;
    *width = COLS < 1 ? 1 : COLS;
    *height = LINES < 1 ? 1 : LINES;
}

void screen_refresh(struct screen *screen)
{
    screen->is_known = false;
    clearok(stdscr, TRUE);
}

void screen_resize(struct screen *screen)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0 &&
        (size.ws_row != LINES || size.ws_col != COLS))
        resize_term(size.ws_row, size.ws_col);
    screen_refresh(screen);
}

/* --- showing ------------------------------------------------------------------------------------
 */

/* The cell's characters as the terminal can show them. */
static void spell(const struct cell *cell, wchar_t out[4])
{
    int width = char_width(cell->character);
    bool is_ascii = cell->character < 0x7f;
    bool fits = is_ascii || (locale_is_utf8 && wcwidth((wchar_t)cell->character) == width);
    int n = 0;
    out[n++] = fits ? (wchar_t)cell->character : L'?';
    for (int i = 0; i < 2 && fits && cell->marks[i]; i++)
        if (locale_is_utf8 && wcwidth((wchar_t)cell->marks[i]) == 0)
            out[n++] = (wchar_t)cell->marks[i];
    out[n] = 0;
}

static void show_cell(struct screen *screen, const struct cell *cell, int x, int y)
{
    enum style style = cell->style < STYLE_COUNT ? (enum style)cell->style : STYLE_TEXT;
    attr_t attributes = screen->looks[style];
    attributes |= cell->flags & CELL_REVERSE ? A_REVERSE : 0;
    attributes |= cell->flags & CELL_BOLD ? A_BOLD : 0;
    attributes |= cell->flags & CELL_UNDER ? A_UNDERLINE : 0;
    attributes |= cell->flags & CELL_DIM && !screen->keeps_bright ? A_DIM : 0;
    short pair = screen->has_pair[style] ? (short)(style + 1) : 0;
    wchar_t characters[4];
    cchar_t out;
    spell(cell, characters);
    if (setcchar(&out, characters, attributes, pair, NULL) == OK)
        mvadd_wch(y, x, &out); /* ERR at the last cell of all, which is drawn all the same */
    if (char_width(cell->character) == 2 && wcwidth(characters[0]) != 2) {
        setcchar(&out, L"?", attributes, pair, NULL);
        mvadd_wch(y, x + 1, &out);
    }
}

static bool cells_are_equal(const struct cell *a, const struct cell *b)
{
    return a->character == b->character && a->marks[0] == b->marks[0] &&
           a->marks[1] == b->marks[1] && a->style == b->style && a->flags == b->flags;
}

void screen_show(struct screen *screen, const struct canvas *canvas)
{
    struct canvas *shown = &screen->shown;
    if (shown->width != canvas->width || shown->height != canvas->height || !shown->cells) {
        canvas_resize(shown, canvas->width, canvas->height);
        screen->is_known = false;
    }
    if (!screen->is_known)
        erase();
    for (int y = 0; y < canvas->height && y < LINES; y++) {
        size_t start = (size_t)y * (size_t)canvas->width;
        bool is_same = screen->is_known;
        for (int x = 0; x < canvas->width && is_same; x++)
            is_same = cells_are_equal(&canvas->cells[start + x], &shown->cells[start + x]);
        if (is_same)
            continue;
        /* A row at a time: where wide characters move, cells beside them do too. */
        for (int x = 0; x < canvas->width && x < COLS; x++)
            if (canvas->cells[start + x].character != 0)
                show_cell(screen, &canvas->cells[start + x], x, y);
        memcpy(&shown->cells[start], &canvas->cells[start],
               (size_t)canvas->width * sizeof(struct cell));
    }
    screen->is_known = true;
    bool has_cursor = canvas->cursor_x >= 0 && canvas->cursor_x < COLS && canvas->cursor_y >= 0 &&
                      canvas->cursor_y < LINES;
    curs_set(has_cursor);
    if (has_cursor)
        move(canvas->cursor_y, canvas->cursor_x);
    refresh();
}

void screen_suspend(struct screen *screen)
{
    if (screen->takes_paste)
        write_now(PASTE_OFF);
    curs_set(1);
    endwin();
    tcsetattr(STDIN_FILENO, TCSADRAIN, &emergency.before);
    emergency.is_open = 0;
}

void screen_resume(struct screen *screen)
{
    emergency.is_open = 1;
    screen_resize(screen);
    refresh(); /* enters the terminal's modes again */
    if (screen->takes_paste)
        write_now(PASTE_ON);
}

/* --- keys ---------------------------------------------------------------------------------------
 */

static uint32_t key_of_code(int code)
{
    switch (code) {
    case KEY_UP:
        return SCREEN_UP;
    case KEY_DOWN:
        return SCREEN_DOWN;
    case KEY_LEFT:
        return SCREEN_LEFT;
    case KEY_RIGHT:
        return SCREEN_RIGHT;
    case KEY_PPAGE:
        return SCREEN_PAGE_UP;
    case KEY_NPAGE:
        return SCREEN_PAGE_DOWN;
    case KEY_HOME:
        return SCREEN_HOME;
    case KEY_END:
        return SCREEN_END;
    case KEY_DC:
        return SCREEN_DELETE;
    case KEY_BACKSPACE:
        return 127;
    case KEY_ENTER:
        return '\r';
    case KEY_RESIZE:
        return SCREEN_RESIZED;
    default:
        return KEY_NONE_YET;
    }
}

/* No key: because none was typed, or because there never will be one? */
static uint32_t none_or_gone(void)
{
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    int waiting = 0;
    if (poll(&input, 1, 0) <= 0)
        return KEY_NONE_YET;
    if (input.revents & (POLLHUP | POLLERR | POLLNVAL))
        return SCREEN_GONE;
    if (ioctl(STDIN_FILENO, FIONREAD, &waiting) < 0)
        return SCREEN_GONE;
    return KEY_NONE_YET;
}

/* Takes one byte of a character; 0 while it is incomplete. */
static uint32_t decode(struct screen *screen, char byte)
{
    wchar_t character;
    size_t n = mbrtowc(&character, &byte, 1, &screen->decoder);
    if (n == (size_t)-2)
        return 0;
    if (n == (size_t)-1) {
        memset(&screen->decoder, 0, sizeof(screen->decoder));
        return 0xfffd;
    }
    return (uint32_t)character;
}

static void collect_paste(struct screen *screen, uint32_t character)
{
    char bytes[4];
    if (screen->paste.size + sizeof(bytes) <= PASTE_LIMIT && character != 0)
        text_put_bytes(&screen->paste, bytes, utf8_encode(character, bytes));
}

uint32_t screen_key(struct screen *screen)
{
    for (;;) {
        int code = wgetch(stdscr);
        if (code == ERR)
            return none_or_gone();
        if (code == CODE_PASTE_BEGIN) {
            screen->is_pasting = true;
            text_clear(&screen->paste);
            continue;
        }
        if (code == CODE_PASTE_END) {
            screen->is_pasting = false;
            return SCREEN_PASTE;
        }
        uint32_t key =
            code >= KEY_MIN ? key_of_code(code) : decode(screen, (char)(unsigned char)code);
        if (key == KEY_NONE_YET || (screen->is_pasting && key >= SCREEN_KEY_BASE))
            continue;
        if (!screen->is_pasting)
            return key;
        collect_paste(screen, key);
    }
}

const char *screen_paste(struct screen *screen)
{
    return text_get(&screen->paste);
}

const char *screen_version(void)
{
    return curses_version();
}
