/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one file that knows readline. Readline believes that it reads from a terminal and writes to
 * one: its input is a queue that we fill with one whole key at a time, its output is /dev/null, and
 * what it would show is taken from its variables. It may neither catch signals, nor set the
 * terminal's modes, nor change the environment.
 *
 * Readline has global state, and so has this file: one prompt at a time.
 */
#include "ui/terminal/prompt.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "core/base/text.h"
#include "ui/terminal/screen.h"

enum { HISTORY_KEPT = 1000, CHOICES_KEPT = 200, QUEUE_SIZE = 32 };

static struct {
    struct prompt_spec spec;
    char *history_file;
    FILE *nowhere;
    char queue[QUEUE_SIZE]; /* bytes of one key */
    int queued, taken;
    char *finished; /* a line that the last key has ended */
    struct text choices;
    bool is_coerced;         /* readline is told that the locale is one of UTF-8 */
    char *lc_all, *lc_ctype; /* as they were, while it is */
    int new_lines;           /* of history, not yet in the file */
} prompt;

/* --- what readline calls ------------------------------------------------------------------------
 */

static int next_byte(FILE *ignored)
{
    (void)ignored;
    return prompt.taken < prompt.queued ? (unsigned char)prompt.queue[prompt.taken++] : EOF;
}

static int has_byte(void)
{
    return prompt.taken < prompt.queued;
}

static void draw_nothing(void)
{
}

static void remember(const char *line)
{
    HIST_ENTRY *last = history_length > 0 ? history_get(history_base + history_length - 1) : NULL;
    if (!*line || *line == ' ' || (last && strcmp(last->line, line) == 0))
        return;
    add_history(line);
    prompt.new_lines++;
}

static void take_line(char *line)
{
    free(prompt.finished);
    prompt.finished = line ? line : xstrdup("quit"); /* end of input: Ctrl-D on an empty line */
    if (line)
        remember(line);
}

static void list_choices(char **matches, int count, int longest)
{
    (void)longest;
    text_clear(&prompt.choices);
    for (int i = 1; i <= count && i <= CHOICES_KEPT; i++) { /* matches[0] is what they share */
        text_put(&prompt.choices, matches[i]);
        text_put_char(&prompt.choices, '\n');
    }
}

/* The number of the word that begins at byte `start`. */
static int word_at(const char *line, int start)
{
    int word = 0;
    for (int i = 0; i < start && line[i]; i++)
        if (line[i] != ' ' && (i + 1 == start || line[i + 1] == ' '))
            word++;
    return word;
}

static char **complete(const char *text, int start, int end)
{
    (void)end;
    size_t n = strlen(text);
    char **matches = NULL;
    int count = 0, capacity = 0;
    const char *candidate;
    int word = word_at(rl_line_buffer, start);
    for (int i = 0;
         (candidate = prompt.spec.candidate(prompt.spec.context, rl_line_buffer, word, i)); i++) {
        if (strncmp(candidate, text, n) != 0)
            continue;
        if (count + 3 > capacity) { /* what they share, one more, NULL */
            capacity = capacity * 2 + 16;
            matches = xrealloc(matches, (size_t)capacity * sizeof(*matches));
        }
        matches[++count] = xstrdup(candidate);
    }
    /* Files, only where the learner is writing a path or may do so. */
    bool takes_file =
        strchr(text, '/') || (prompt.spec.takes_file &&
                              prompt.spec.takes_file(prompt.spec.context, rl_line_buffer, word));
    rl_attempted_completion_over = count > 0 || !takes_file;
    rl_completion_append_character = ' ';
    if (count == 0)
        return NULL;
    size_t shared = strlen(matches[1]);
    for (int i = 2; i <= count; i++)
        for (size_t k = 0; k < shared; k++)
            if (matches[i][k] != matches[1][k])
                shared = k;
    while (shared > n && ((unsigned char)matches[1][shared] & 0xc0) == 0x80)
        shared--; /* not in the middle of a character */
    matches[0] = xstrndup(matches[1], shared);
    if (count == 1) { /* the only one: readline wants it alone */
        free(matches[1]);
        count = 0;
    }
    matches[count + 1] = NULL;
    return matches;
}

/* --- opening and closing ------------------------------------------------------------------------
 */

/* Readline asks the environment, anew at each line, whether characters may be of several bytes.
 * Where it says "C" (a container, a cron job), readline is told otherwise while it looks, and
 * nobody else is: a program that is started must find the learner's own settings. */
static void lend_utf8(void)
{
    if (!prompt.is_coerced)
        return;
    const char *all = getenv("LC_ALL"), *ctype = getenv("LC_CTYPE");
    prompt.lc_all = all ? xstrdup(all) : NULL;
    prompt.lc_ctype = ctype ? xstrdup(ctype) : NULL;
    unsetenv("LC_ALL");
    setenv("LC_CTYPE", "C.UTF-8", 1);
}

static void take_back(const char *name, char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
    free(value);
}

static void take_utf8_back(void)
{
    if (!prompt.is_coerced)
        return;
    take_back("LC_CTYPE", prompt.lc_ctype);
    take_back("LC_ALL", prompt.lc_all);
}

/* Is the environment's locale one without UTF-8, or one that is not installed? */
static bool needs_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *value = NULL;
    for (int i = 0; i < 3 && !(value && *value); i++)
        value = getenv(names[i]);
    if (!value || !*value || strcmp(value, "C") == 0 || strcmp(value, "POSIX") == 0)
        return true;
    locale_t locale = newlocale(LC_CTYPE_MASK, value, (locale_t)0);
    if (locale)
        freelocale(locale);
    return !locale;
}

static void set_up_readline(void)
{
    rl_readline_name = "conc-tutor";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_change_environment = 0;
    rl_prep_term_function = NULL;
    rl_deprep_term_function = NULL;
    rl_instream = rl_outstream = prompt.nowhere;
    rl_getc_function = next_byte;
    rl_input_available_hook = has_byte;
    rl_redisplay_function = draw_nothing;
    rl_attempted_completion_function = prompt.spec.candidate ? complete : NULL;
    rl_completion_display_matches_hook = list_choices;
    rl_basic_word_break_characters = " ";
    rl_completer_word_break_characters = (char *)" ";
    rl_initialize();
    rl_bind_keyseq_if_unbound("\\e[3~", rl_delete); /* bound by some terminals only */
    /* After the learner's own inputrc, which may say otherwise. */
    rl_variable_bind("enable-bracketed-paste", "off");
    rl_variable_bind("bell-style", "none");
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("convert-meta", "off");
    rl_variable_bind("input-meta", "on");
    rl_variable_bind("output-meta", "on");
}

int prompt_open(const struct prompt_spec *spec, struct err *err)
{
    prompt_close();
    prompt.nowhere = fopen("/dev/null", "r+e");
    if (!prompt.nowhere)
        return err_sys(err, _("cannot open '%s'"), "/dev/null");
    prompt.spec = *spec;
    prompt.history_file = spec->history_file ? xstrdup(spec->history_file) : NULL;
    prompt.new_lines = 0;
    prompt.is_coerced = needs_utf8();
    lend_utf8();
    set_up_readline();
    using_history();
    clear_history();
    stifle_history(HISTORY_KEPT);
    if (prompt.history_file)
        read_history(prompt.history_file); /* not there: this is the first time */
    using_history();
    rl_callback_handler_install(spec->prompt, take_line);
    take_utf8_back();
    return 0;
}

/* A history that cannot be kept (no home, no room) is no reason to bother a learner. */
static void save_history(void)
{
    if (!prompt.history_file || prompt.new_lines == 0)
        return;
    char *folder = xstrdup(prompt.history_file);
    char *slash = strrchr(folder, '/');
    if (slash && slash != folder) {
        *slash = 0;
        mkdir(folder, 0700);
    }
    free(folder);
    if (append_history(prompt.new_lines, prompt.history_file) != 0 && errno == ENOENT)
        write_history(prompt.history_file);
    history_truncate_file(prompt.history_file, HISTORY_KEPT);
    chmod(prompt.history_file, 0600);
}

void prompt_close(void)
{
    if (!prompt.nowhere)
        return;
    save_history();
    rl_callback_handler_remove();
    clear_history();
    rl_instream = rl_outstream = NULL;
    fclose(prompt.nowhere);
    free(prompt.history_file);
    free(prompt.finished);
    text_release(&prompt.choices);
    memset(&prompt, 0, sizeof(prompt));
}

/* --- keys ---------------------------------------------------------------------------------------
 */

static int spell(uint32_t key, char out[8])
{
    static const struct {
        uint32_t key;
        const char *bytes;
    } sequences[] = {
        {SCREEN_UP, "\033[A"},      {SCREEN_DOWN, "\033[B"}, {SCREEN_RIGHT, "\033[C"},
        {SCREEN_LEFT, "\033[D"},    {SCREEN_HOME, "\033[H"}, {SCREEN_END, "\033[F"},
        {SCREEN_DELETE, "\033[3~"},
    };
    if (key < SCREEN_KEY_BASE)
        return key == 0 ? 0 : (int)utf8_encode(key, out);
    for (size_t i = 0; i < sizeof(sequences) / sizeof(*sequences); i++)
        if (sequences[i].key == key)
            return snprintf(out, 8, "%s", sequences[i].bytes);
    return 0;
}

char *prompt_key(uint32_t key)
{
    char bytes[8];
    int n = spell(key, bytes);
    if (!prompt.nowhere || n == 0)
        return NULL;
    memcpy(prompt.queue, bytes, (size_t)n);
    prompt.queued = n;
    prompt.taken = 0;
    text_clear(&prompt.choices);
    lend_utf8();
    while (has_byte())
        rl_callback_read_char();
    take_utf8_back();
    char *line = prompt.finished;
    prompt.finished = NULL;
    return line;
}

/* A pasted text is one line: nothing in it is a command to the editor, and nothing ends the line.
 */
void prompt_paste(const char *text)
{
    if (!prompt.nowhere)
        return;
    char *line = xstrdup(text);
    for (char *p = line; *p; p++)
        if ((unsigned char)*p < ' ' || *p == 127)
            *p = ' ';
    rl_insert_text(line);
    free(line);
}

const char *prompt_text(void)
{
    return prompt.nowhere && rl_display_prompt ? rl_display_prompt : "";
}

const char *prompt_line(void)
{
    return prompt.nowhere && rl_line_buffer ? rl_line_buffer : "";
}

int prompt_cursor(void)
{
    return prompt.nowhere ? rl_point : 0;
}

static bool is_searching(void)
{
    return RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
}

bool prompt_is_empty(void)
{
    return !*prompt_line() && !is_searching();
}

bool prompt_is_in_command(void)
{
    const char *line = prompt_line();
    return !is_searching() && !memchr(line, ' ', (size_t)prompt_cursor());
}

void prompt_clear(void)
{
    if (!prompt.nowhere)
        return;
    if (RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG))
        free(prompt_key(7)); /* Ctrl-G leaves a search */
    rl_end_of_history(1, 0); /* else an old line that was looked at would become the empty one */
    rl_replace_line("", 1);
    rl_point = rl_end = 0;
    text_clear(&prompt.choices);
}

const char *prompt_choices(void)
{
    return prompt.choices.size > 0 ? prompt.choices.data : NULL;
}

const char *prompt_version(void)
{
    return rl_library_version;
}
