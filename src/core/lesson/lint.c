/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/lesson/lint.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

void lint_say(struct lint *lint, const char *path, int line, const char *format, ...)
{
    struct text text = {0};
    va_list args;
    va_start(args, format);
    text_vadd(&text, format, args);
    va_end(args);
    GROW(lint->list, lint->count, lint->capacity);
    lint->list[lint->count++] =
        (struct complaint){.path = xstrdup(path), .line = line, .text = text_give(&text)};
}

void lint_release(struct lint *lint)
{
    for (size_t i = 0; i < lint->count; i++) {
        free(lint->list[i].path);
        free(lint->list[i].text);
    }
    free(lint->list);
    *lint = (struct lint){0};
}

/* --- figures in prose ------------------------------------------------------------------------ */

/* Units of what is measured. */
static bool is_unit(const char *at, size_t n)
{
    static const char *const units[] = {"%",  "ns", "us", "µs", "ms",   "s",    "seconds", "MB",
                                        "KB", "kB", "GB", "/s", "毫秒", "微秒", "纳秒",    "秒"};
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        size_t size = strlen(units[i]);
        bool ends = size == n || (size < n && !isalnum((unsigned char)at[size]));
        if (size <= n && memcmp(at, units[i], size) == 0 &&
            (ends || !isalpha((unsigned char)units[i][0])))
            return true;
    }
    return false;
}

static bool holds_number(const char *known, const char *digits, size_t n)
{
    for (const char *at = known; at && (at = strpbrk(at, "0123456789")) != NULL;) {
        size_t size = strspn(at, "0123456789");
        if (size == n && memcmp(at, digits, n) == 0)
            return true;
        at += size;
    }
    return false;
}

const char *lint_figure(const char *line, size_t n, const char *known)
{
    const char *end = line + n;
    for (const char *at = line; at < end;) {
        if (*at == '`') { /* code is what somebody may type, no figure */
            const char *close = memchr(at + 1, '`', (size_t)(end - at - 1));
            at = close ? close + 1 : end;
            continue;
        }
        if (!isdigit((unsigned char)*at) || (at > line && isalpha((unsigned char)at[-1]))) {
            at++;
            continue;
        }
        const char *number = at;
        while (at < end && (isdigit((unsigned char)*at) || *at == '.' || *at == ','))
            at++;
        const char *behind = at;
        while (behind < end && *behind == ' ')
            behind++;
        if (behind < end && is_unit(behind, (size_t)(end - behind)) &&
            !holds_number(known, number, (size_t)(at - number)))
            return number;
    }
    return NULL;
}

/* Everything that the lesson says of itself in figures: words of acts, its programs. */
static char *known_of(const struct lesson *lesson)
{
    struct text known = {0};
    struct err err;
    for (size_t i = 0; i < lesson->parameter_count; i++)
        text_add(&known, "%s\n", lesson->parameters[i].value);
    for (size_t i = 0; i < lesson->block_count; i++) {
        const struct block *block = &lesson->blocks[i];
        for (size_t k = 0; k < block->key_count; k++)
            text_add(&known, "%s\n", block->keys[k].value);
        for (size_t k = 0; k < block->word_count; k++) {
            text_add(&known, "%s\n", block->words[k]);
            char *path = xasprintf("%s/%s", lesson->dir, block->words[k]);
            struct text source = {0};
            if (k == 0 && block_has_program(block) &&
                file_read(path, LESSON_LIMIT, &source, &err) == 0)
                text_put(&known, text_get(&source));
            text_release(&source);
            free(path);
        }
    }
    return text_give(&known);
}

/* A figure of the notes is quoted as theirs. */
static bool quotes_notes(const char *paragraph, size_t n)
{
    static const char *const words[] = {"note", "笔记"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (memmem(paragraph, n, words[i], strlen(words[i])))
            return true;
    return false;
}

/* The line of a text at `at`, counted from `first`. */
static int line_of(const char *text, const char *at, int first)
{
    for (; text < at; text++)
        first += *text == '\n';
    return first;
}

static void lint_prose(struct lint *lint, const struct lesson *lesson, const struct block *block,
                       const char *known)
{
    for (const char *at = block->text; *at;) {
        const char *blank = strstr(at, "\n\n");
        size_t n = blank ? (size_t)(blank - at) : strlen(at);
        bool is_code = strncmp(at, "    ", 4) == 0;
        const char *figure = is_code || quotes_notes(at, n) ? NULL : lint_figure(at, n, known);
        if (figure)
            lint_say(lint, lesson->path, line_of(block->text, figure, block->line),
                     _("'%.*s' is a figure in prose: it should be measured in the run, or said to "
                       "be the notes'"),
                     (int)strcspn(figure, " \n"), figure);
        at += n + strspn(at + n, "\n");
    }
}

/* --- links ----------------------------------------------------------------------------------- */

/* [words](where), where it leads to a file of the lesson, or to one beside it. */
static void lint_links(struct lint *lint, const struct lesson *lesson, const struct block *block)
{
    for (const char *at = block->text; (at = strstr(at, "](")) != NULL;) {
        at += 2;
        size_t n = strcspn(at, ")#\n");
        bool is_far = memmem(at, n, "://", 3) || n == 0;
        char *path = xasprintf("%s/%.*s", lesson->dir, (int)n, at);
        if (!is_far && access(path, R_OK) != 0)
            lint_say(lint, lesson->path, line_of(block->text, at, block->line),
                     _("the link '%.*s' leads nowhere"), (int)n, at);
        free(path);
    }
}

/* --- widths ---------------------------------------------------------------------------------- */

/* Calls back for each line, without its end. */
static void each_line(const char *text, void (*take)(void *context, int number, const char *line),
                      void *context)
{
    int number = 1;
    for (const char *at = text; *at; number++) {
        size_t n = strcspn(at, "\n");
        char *line = xstrndup(at, n);
        take(context, number, line);
        free(line);
        at += n + (at[n] == '\n');
    }
}

struct widths {
    struct lint *lint;
    const char *path;
    bool is_page, has_front, is_fenced;
    int lines;
};

static void take_width(void *context, int number, const char *line)
{
    struct widths *widths = context;
    bool is_fence = strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0;
    bool is_rule = strcmp(line, "---") == 0;
    widths->lines = number;
    if (widths->is_page && is_rule && (number == 1 || widths->has_front))
        widths->has_front = number == 1;
    widths->is_fenced = widths->is_fenced != is_fence;
    bool is_prose = widths->is_page && !widths->has_front && !widths->is_fenced && !is_fence &&
                    strncmp(line, "    ", 4) != 0;
    int most = is_prose ? LINT_PROSE_COLUMNS : LINT_LINE_COLUMNS, width = text_width(line);
    if (width > most && !(widths->is_page && widths->has_front))
        lint_say(widths->lint, widths->path, number, _("%d columns wide; at most %d"), width, most);
}

/* How many lines it has. */
static int lint_widths(struct lint *lint, const char *path, const char *text, bool is_page)
{
    struct widths widths = {.lint = lint, .path = path, .is_page = is_page};
    each_line(text, take_width, &widths);
    return widths.lines;
}

/* --- a page ---------------------------------------------------------------------------------- */

static void lint_front(struct lint *lint, const struct lesson *lesson)
{
    const struct {
        const char *key, *value;
        int most;
    } keys[] = {{"title", lesson->title, LINT_TITLE_COLUMNS},
                {"chapter", lesson->chapter, LINT_TITLE_COLUMNS},
                {"summary", lesson->summary, LINT_SUMMARY_COLUMNS}};
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        int width = text_width(keys[i].value);
        if (width == 0)
            lint_say(lint, lesson->path, 1, _("the front matter has no '%s'"), keys[i].key);
        else if (width > keys[i].most)
            lint_say(lint, lesson->path, 1, _("'%s' is %d columns wide; at most %d"), keys[i].key,
                     width, keys[i].most);
    }
}

static void lint_acts(struct lint *lint, const struct lesson *lesson)
{
    size_t counts[BLOCK_NOTES + 1] = {0};
    bool asks_too_late = false;
    for (size_t i = 0; i < lesson->block_count; i++) {
        enum block_kind kind = lesson->blocks[i].kind;
        counts[kind]++;
        asks_too_late = asks_too_late || (counts[BLOCK_RUN] > 1 && counts[BLOCK_PREDICT] == 0);
    }
    if (counts[BLOCK_RUN] == 0)
        lint_say(lint, lesson->path, 0, _("nothing is run"));
    if (counts[BLOCK_PREDICT] == 0)
        lint_say(lint, lesson->path, 0, _("nothing is asked: a prediction comes before a run"));
    else if (asks_too_late)
        lint_say(lint, lesson->path, 0, _("the first question comes after the second run"));
    if (counts[BLOCK_NOTES] == 0)
        lint_say(lint, lesson->path, 0, _("there are no notes for the instructor"));
}

/* An act that names an exercise names one of this folder. */
static void lint_exercise(struct lint *lint, const struct lesson *lesson, const struct block *block)
{
    char *task = xasprintf("%s/exercise/%s/task.md", lesson->dir, block->words[0]);
    if (access(task, R_OK) < 0)
        lint_say(lint, lesson->path, block->line, _("this lesson has no exercise '%s'"),
                 block->words[0]);
    free(task);
}

void lint_page(struct lint *lint, const struct lesson *lesson)
{
    struct text page = {0};
    struct err err;
    char *known = known_of(lesson);
    lint_front(lint, lesson);
    lint_acts(lint, lesson);
    for (size_t i = 0; i < lesson->block_count; i++)
        if (lesson->blocks[i].kind == BLOCK_PROSE) {
            lint_prose(lint, lesson, &lesson->blocks[i], known);
            lint_links(lint, lesson, &lesson->blocks[i]);
        } else if (lesson->blocks[i].kind == BLOCK_EXERCISE) {
            lint_exercise(lint, lesson, &lesson->blocks[i]);
        }
    if (file_read(lesson->path, LESSON_LIMIT, &page, &err) < 0)
        lint_say(lint, lesson->path, 0, "%s", err.text);
    lint_widths(lint, lesson->path, text_get(&page), true);
    text_release(&page);
    free(known);
}

/* --- two languages --------------------------------------------------------------------------- */

/* The next block from *i on that is an act; NULL: none. */
static const struct block *next_act(const struct lesson *lesson, size_t *i)
{
    while (*i < lesson->block_count) {
        const struct block *block = &lesson->blocks[(*i)++];
        if (block->kind != BLOCK_PROSE && block->kind != BLOCK_NOTES)
            return block;
    }
    return NULL;
}

static bool same_answers(const struct block *a, const struct block *b)
{
    bool is_same = a->answer_count == b->answer_count;
    for (size_t i = 0; is_same && i < a->answer_count; i++)
        is_same = a->answers[i].is_right == b->answers[i].is_right;
    return is_same;
}

static bool same_words(const struct block *a, const struct block *b)
{
    bool is_same = a->word_count == b->word_count;
    for (size_t i = 0; is_same && i < a->word_count; i++)
        is_same = strcmp(a->words[i], b->words[i]) == 0;
    return is_same;
}

static bool same_keys(const struct block *a, const struct block *b)
{
    bool is_same = a->key_count == b->key_count;
    for (size_t i = 0; is_same && i < a->key_count; i++) {
        const char *other = block_get(b, a->keys[i].key, NULL);
        is_same = other && strcmp(a->keys[i].value, other) == 0;
    }
    return is_same;
}

static void lint_same_act(struct lint *lint, const struct lesson *other, const struct block *a,
                          const struct block *b)
{
    if (a->kind != b->kind)
        lint_say(lint, other->path, b->line, _("'%s' here is '%s' in the other language"),
                 act_word(b->kind), act_word(a->kind));
    else if (!same_answers(a, b))
        lint_say(lint, other->path, b->line,
                 _("not as many answers as in the other language, or another one is right"));
    else if (!same_words(a, b))
        lint_say(lint, other->path, b->line,
                 _("another program or other arguments than in the other language"));
    else if (!same_keys(a, b))
        lint_say(lint, other->path, b->line, _("other keys than in the other language"));
}

static void lint_same_front(struct lint *lint, const struct lesson *lesson,
                            const struct lesson *other)
{
    if (strcmp(lesson->after, other->after) != 0 || lesson->order != other->order ||
        !*lesson->course != !*other->course)
        lint_say(lint, other->path, 1,
                 _("'after', 'order' or 'course' is not as in the other language"));
    if (lesson->parameter_count != other->parameter_count)
        lint_say(lint, other->path, 1, _("not the same parameters as in the other language"));
    for (size_t i = 0; i < lesson->parameter_count && i < other->parameter_count; i++) {
        struct parameter mine, theirs;
        const char *name = lesson->parameters[i].key;
        if (!lesson_parameter(lesson, name, &mine) || !lesson_parameter(other, name, &theirs) ||
            mine.value != theirs.value || mine.least != theirs.least || mine.most != theirs.most)
            lint_say(lint, other->path, 1, _("parameter '%s' is not as in the other language"),
                     name);
    }
}

void lint_twin(struct lint *lint, const struct lesson *lesson, const struct lesson *other)
{
    size_t i = 0, k = 0;
    lint_same_front(lint, lesson, other);
    for (;;) {
        const struct block *a = next_act(lesson, &i), *b = next_act(other, &k);
        if (!a && !b)
            return;
        if (!a || !b) {
            lint_say(lint, other->path, b ? b->line : 0,
                     b ? _("an act that the other language does not have")
                       : _("fewer acts than in the other language"));
            return;
        }
        lint_same_act(lint, other, a, b);
    }
}

/* --- programs -------------------------------------------------------------------------------- */

struct sleeps {
    struct lint *lint;
    const char *path;
    bool has_comment; /* the line above, or this one so far */
};

/* Of whatever family: usleep, nanosleep, thrd_sleep. */
static bool calls_sleep(const char *line)
{
    static const char word[] = "sleep";
    for (const char *at = line; (at = strstr(at, word)) != NULL; at += strlen(word))
        if (at[strlen(word)] == '(')
            return true;
    return false;
}

/* A sleep may stand for work; it never stands for waiting until something has happened. */
static void take_sleep(void *context, int number, const char *line)
{
    struct sleeps *sleeps = context;
    bool has_comment = strstr(line, "/*") || strstr(line, "*/") || strstr(line, "//") ||
                       strncmp(line + strspn(line, " "), "* ", 2) == 0;
    if (calls_sleep(line) && !has_comment && !sleeps->has_comment)
        lint_say(
            sleeps->lint, sleeps->path, number,
            _("a sleep: a comment beside it or above says what work it stands for; it must not "
              "stand for waiting until something has happened"));
    bool goes_on = *line && line[0] != '}';
    sleeps->has_comment = has_comment || (sleeps->has_comment && goes_on);
}

static void lint_source(struct lint *lint, const char *path)
{
    struct text source = {0};
    struct err err;
    size_t n = strlen(path);
    int most = n > 2 && strcmp(path + n - 2, ".h") == 0 ? LINT_HEADER_LINES : LINT_PROGRAM_LINES;
    if (file_read(path, LESSON_LIMIT, &source, &err) < 0) {
        lint_say(lint, path, 0, "%s", err.text);
        return;
    }
    int lines = lint_widths(lint, path, text_get(&source), false);
    if (lines > most)
        lint_say(lint, path, 0, _("%d lines; at most %d"), lines, most);
    struct sleeps sleeps = {lint, path, false};
    each_line(text_get(&source), take_sleep, &sleeps);
    text_release(&source);
}

static int is_source(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    const char *end = n > 2 ? entry->d_name + n - 2 : "";
    return strcmp(end, ".c") == 0 || strcmp(end, ".h") == 0;
}

void lint_sources(struct lint *lint, const char *dir)
{
    struct dirent **names = NULL;
    int count = scandir(dir, &names, is_source, alphasort);
    for (int i = 0; i < count; i++) {
        char *path = xasprintf("%s/%s", dir, names[i]->d_name);
        lint_source(lint, path);
        free(path);
        free(names[i]);
    }
    free(names);
}
