/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a key does. At an empty prompt a letter is a key; what is no key begins a command, and so
 * does ':'. At home, where nothing is to be steered, every letter is typed into the prompt.
 *
 * People type words all the same: "help", "explore". Letters that follow each other as in a word,
 * and begin a command together, begin a line. What cannot be taken back (to leave, to open an
 * editor) therefore waits for a moment whether a second letter comes.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ui/line/command.h"
#include "ui/session/session_state.h"
#include "ui/terminal/prompt.h"
#include "ui/view/pane.h"

enum {
    KEY_CTRL_H = 8,
    KEY_ESCAPE = 27,
    KEY_BACKSPACE = 127,
    KEY_CTRL_C = 3,
    KEY_CTRL_L = 12,
    KEY_CTRL_Z = 26,
    PAGE = 8,
    SMALL_PAGE = 5,
    WORD_MS = 400 /* between two letters of a word, as people type who look for the keys */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void session_show_said(struct session *s)
{
    struct text *said = &s->tutor->said;
    size_t lines = 0;
    for (size_t i = 0; i < said->size; i++)
        lines += said->data[i] == '\n';
    s->view.page_scroll = 0;
    if (lines <= 1 && said->size > 0) { /* one line needs no pane */
        while (said->size > 0 && said->data[said->size - 1] == '\n')
            said->data[--said->size] = '\0';
        session_say(s, STYLE_TEXT, "%s", text_get(said));
    } else if (lines > 1) {
        text_clear(&s->output);
        text_put(&s->output, text_get(said));
        s->is_broken = false;
    }
    text_clear(said);
}

static void do_line(struct session *s, char *line)
{
    s->is_prompting = false;
    text_clear(&s->message);
    text_clear(&s->tutor->said);
    const char *words =
        line + strspn(line, " \t:"); /* a ':' too many is what fingers are used to */
    int status = *words ? command_line(s->tutor, words) : session_next(s);
    if (s->tutor->said.size > 0)
        session_show_said(s);
    if (status != STATUS_OK && s->message.size > 0)
        s->view.message_style = STYLE_BAD;
    free(line);
}

static void do_words(struct session *s, const char *words)
{
    do_line(s, xstrdup(words));
}

/* No command has a ':' in its name: who types one there begins a line anew, whatever has slipped in
 * before. Behind the first word it is a character like others. */
static void feed_prompt(struct session *s, uint32_t key)
{
    const char *pasted = key == SCREEN_PASTE ? screen_paste(s->screen) : NULL;
    bool begins = pasted ? *pasted == ':' : key == ':';
    if (begins && prompt_is_in_command()) {
        prompt_clear();
        s->is_prompting = true;
        key = 0;
    }
    if (pasted)
        prompt_paste(pasted);
    if (pasted || key == 0)
        return;
    if (key == KEY_ESCAPE || key == KEY_CTRL_C) {
        prompt_clear();
        s->is_prompting = false;
        return;
    }
    char *line = prompt_key(key);
    if (line)
        do_line(s, line);
}

/* As in a shell: it gives up the line first, then what runs, then the tutor. */
void session_interrupt(struct session *s)
{
    if (s->is_prompting || !prompt_is_empty()) {
        prompt_clear();
        s->is_prompting = false;
    } else if (!session_end_act(s) && !session_end_check(s)) {
        s->ended_by = SIGINT;
        s->has_quit = true;
    }
}

void session_help(struct session *s, struct text *out)
{
    pane_keys_help(&s->view, out);
}

static void change_speed(struct session *s, double factor)
{
    double speed = s->loaded ? s->play_speed : s->tutor->options.speed;
    if (speed <= 0)
        speed = factor < 1 ? 32 : 0; /* from full speed, down to where eyes can follow */
    speed *= factor;
    session_speed(s, speed > 1000 && !s->loaded ? 0 : speed < 0.25 ? 0.25 : speed);
}

/* The page is a small pane while there is a run beside it. */
static int page_of(const struct session *s)
{
    return s->trace && s->output.size == 0 ? SMALL_PAGE : PAGE;
}

static void scroll(struct session *s, int lines)
{
    int width, height, least, most;
    screen_size(s->screen, &width, &height);
    view_scroll_limits(&s->view, width, height, &least, &most);
    int scrolled = s->view.page_scroll + lines;
    s->view.page_scroll = scrolled < least ? least : scrolled > most ? most : scrolled;
}

bool session_is_broken(const struct session *s)
{
    return s->is_broken && s->output.size > 0;
}

bool session_uncover(struct session *s)
{
    if (s->output.size == 0)
        return false;
    text_clear(&s->output);
    s->is_broken = false;
    s->view.page_scroll = 0;
    return true;
}

/* Leaves what one is in: the words of a command, a running act, then a lesson or a trace, then the
 * program. */
static void leave(struct session *s)
{
    if (session_uncover(s))
        return;
    if (!session_end_act(s) && !session_end_check(s))
        s->has_quit = true;
}

/* The page alone, then what happened and was measured, then all panes again. */
static void enlarge(struct session *s)
{
    int width, height;
    screen_size(s->screen, &width, &height);
    s->view.page_scroll = 0;
    if (view_can_enlarge(&s->view, width))
        s->view.large = (s->view.large + 1) % LARGES;
}

static void steering_key(struct session *s, uint32_t key)
{
    char name[2] = {(char)key, '\0'};
    text_clear(&s->message); /* it was about what was done before */
    if (session_exercise_key(s, key))
        return;
    switch (key) {
    case '\r':
    case '\n':
    case 'n':
        session_next(s);
        return;
    case '\t':
        enlarge(s);
        return;
    case 'b':
    case SCREEN_LEFT:
        session_back(s, 1);
        return;
    case 'f':
    case SCREEN_RIGHT:
        session_back(s, -1);
        return;
    case 'u':
        if (session_is_choosing(s))
            session_unchoose(s);
        else
            session_lost(s);
        return;
    case 'h':
        if (!session_is_choosing(s))
            break;
        session_hint(s);
        return;
    case 'k':
        if (!session_is_choosing(s))
            break;
        session_let_arrive(s);
        return;
    case 'p':
    case ' ':
        session_pause(s);
        return;
    case 's':
        session_step(s, NULL);
        return;
    case '+':
    case '=':
        change_speed(s, 2);
        return;
    case '-':
        change_speed(s, 0.5);
        return;
    case 'r':
        session_again(s);
        return;
    case SCREEN_HOME:
        session_show_past(s, 0);
        return;
    case SCREEN_END:
        session_show_present(s);
        return;
    case KEY_BACKSPACE:
    case KEY_CTRL_H:
        session_previous_act(s);
        return;
    case KEY_ESCAPE:
        session_uncover(s);
        return;
    case '?':
        do_words(s, "help");
        return;
    case 'q':
    case KEY_CTRL_C:
        leave(s);
        return;
    default:
        break;
    }
    if (key >= '0' && key <= '9') {
        if (s->view.stage == VIEW_ASKING && key > '0')
            session_answer(s, (int)(key - '1'));
        else if (session_take_offer(s, key - '0'))
            return;
        else if (session_steps(s))
            session_step(s, name);
        else if (s->view.stage == VIEW_READING && !s->exercise &&
                 block_has_program(&s->lesson->blocks[s->block]))
            session_say(s, STYLE_WARN, _("nothing runs yet: Enter starts it"));
        return;
    }
    if (key < 0x20 || key == 0x7f || key >= SCREEN_KEY_BASE)
        return;
    s->is_prompting = true;
    feed_prompt(s, key);
}

/* The key's name, for those who watch. */
static void name_key(struct session *s, uint32_t key)
{
    static const struct {
        uint32_t key;
        const char *name;
    } names[] = {
        {'\r', "Enter"},
        {'\n', "Enter"},
        {'\t', "Tab"},
        {' ', "Space"},
        {KEY_ESCAPE, "Esc"},
        {127, "Backspace"},
        {8, "Backspace"},
        {SCREEN_UP, "Up"},
        {SCREEN_DOWN, "Down"},
        {SCREEN_LEFT, "Left"},
        {SCREEN_RIGHT, "Right"},
        {SCREEN_PAGE_UP, "PgUp"},
        {SCREEN_PAGE_DOWN, "PgDn"},
        {SCREEN_HOME, "Home"},
        {SCREEN_END, "End"},
        {SCREEN_DELETE, "Del"},
        {SCREEN_PASTE, "paste"},
    };
    s->key[0] = '\0';
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (names[i].key == key) {
            snprintf(s->key, sizeof(s->key), "%s", names[i].name);
            return;
        }
    if (key < ' ') {
        snprintf(s->key, sizeof(s->key), "Ctrl-%c", (char)('@' + key));
    } else if (key < SCREEN_KEY_BASE) {
        char bytes[8];
        size_t n = utf8_encode(key, bytes);
        memcpy(s->key, bytes, n);
        s->key[n] = '\0';
    }
}

/* --- letters and words -------------------------------------------------------------------------
 */

static bool is_letter(uint32_t key)
{
    return key >= 'a' && key <= 'z';
}

/* Do the last key and this one begin a command, typed as one word? */
static bool is_word(const struct session *s, uint32_t key)
{
    if (!s->letter || !is_letter(key) || now_ns() - s->letter_ns > WORD_MS * 1000000ull)
        return false;
    for (size_t i = 0; i < command_count; i++)
        if ((uint32_t)commands[i]->name[0] == s->letter && (uint32_t)commands[i]->name[1] == key)
            return true;
    return false;
}

/* Does this key do what cannot be taken back? */
static bool is_weighty(const struct session *s, uint32_t key)
{
    bool is_busy = session_is_running(s) || session_is_checking(s) || s->output.size > 0;
    bool tries = s->exercise && !session_is_choosing(s);
    return !is_busy && (strchr("qnr", (int)key) || (tries && strchr("ech", (int)key)));
}

int session_patience_ms(const struct session *s)
{
    uint64_t passed = (now_ns() - s->letter_ns) / 1000000u;
    return !s->is_held ? -1 : passed >= WORD_MS ? 0 : (int)(WORD_MS - passed);
}

void session_let_go(struct session *s)
{
    if (!s->is_held)
        return;
    s->is_held = false;
    steering_key(s, s->letter);
}

static void letter_key(struct session *s, uint32_t key)
{
    if (is_word(s, key)) {
        s->is_held = false;
        s->is_prompting = true;
        text_clear(&s->message);
        feed_prompt(s, s->letter);
        feed_prompt(s, key);
        s->letter = 0;
        return;
    }
    session_let_go(s);
    s->letter = key;
    s->letter_ns = now_ns();
    s->is_held = is_weighty(s, key);
    if (!s->is_held)
        steering_key(s, key);
}

void session_key(struct session *s, uint32_t key)
{
    name_key(s, key);
    bool is_home = s->view.stage == VIEW_HOME && !session_is_running(s) && !session_is_broken(s);
    switch (key) {
    case SCREEN_GONE:
        s->ended_by = 1; /* SIGHUP: the terminal is gone */
        s->has_quit = true;
        return;
    case SCREEN_PASTE:
        s->is_prompting = true;
        feed_prompt(s, key);
        return;
    case SCREEN_PAGE_UP:
        scroll(s, -page_of(s));
        return;
    case SCREEN_PAGE_DOWN:
        scroll(s, page_of(s));
        return;
    case KEY_CTRL_L:
        screen_refresh(s->screen);
        return;
    default:
        break;
    }
    bool is_typing = s->is_prompting || !prompt_is_empty();
    bool steers = !is_home || key == '?' || key == 'q' || key == KEY_CTRL_C || key == KEY_ESCAPE ||
                  key == '\r' || key == '\n';
    if (!is_typing && steers && is_letter(key)) {
        letter_key(s, key);
        return;
    }
    session_let_go(s);
    s->letter = 0;
    if (s->has_quit)
        return;
    if (!is_typing && key == ':')
        s->is_prompting = true;
    else if (!is_typing && steers)
        steering_key(s, key);
    else if (is_typing || key == SCREEN_UP || key == SCREEN_DOWN || key < SCREEN_KEY_BASE)
        feed_prompt(s, key);
}
