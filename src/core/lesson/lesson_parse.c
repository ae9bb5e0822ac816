/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From bytes to blocks. A page is read line by line, once: front matter between two `---`, then
 * prose until a fence whose info string begins with an act's word. Prose is kept as it stands, with
 * the fences of ordinary code in it; what it means as Markdown is not our business.
 *
 * A page may come from anybody, so what could fool a terminal (control characters) or a reader of
 * bytes (what is not UTF-8) is refused before anything else is looked at.
 */
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/lesson_page.h"

struct reader {
    struct page page;
    const char *at, *end;
    int line; /* number of the line that comes next */
};

/* A fence that opens: CommonMark's rules for those that are not in a list or a quotation. */
struct fence {
    char mark; /* '`' or '~' */
    size_t length, indent;
    struct line info;
};

int page_fail(const struct page *page, int line, const char *format, ...)
{
    struct text text = {0};
    va_list args;
    va_start(args, format);
    text_vadd(&text, format, args);
    va_end(args);
    err_set(page->err, STATUS_USAGE, "%s:%d: %s", page->path, line, text_get(&text));
    text_release(&text);
    return -1;
}

int page_shown(const char *text)
{
    size_t n = strnlen(text, 60);
    while (n > 0 && text[n] && ((unsigned char)text[n] & 0xc0) == 0x80)
        n--; /* not through the middle of a character */
    return (int)n;
}

/* --- lines ----------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct line line_trim(struct line line)
{
    while (line.n > 0 && is_blank(line.at[0])) {
        line.at++;
        line.n--;
    }
    while (line.n > 0 && is_blank(line.at[line.n - 1]))
        line.n--;
    return line;
}

char *line_copy(struct line line)
{
    return xstrndup(line.at, line.n);
}

bool line_key(struct line line, struct lesson_key *out)
{
    line = line_trim(line);
    const char *colon = memchr(line.at, ':', line.n);
    if (!colon || colon == line.at)
        return false;
    size_t n = (size_t)(colon - line.at);
    struct line key = line_trim((struct line){line.at, n, line.number});
    struct line value = line_trim((struct line){colon + 1, line.n - n - 1, line.number});
    *out = (struct lesson_key){line_copy(key), line_copy(value), line.number};
    return true;
}

static bool next_line(struct reader *reader, struct line *out)
{
    if (reader->at == reader->end)
        return false;
    size_t left = (size_t)(reader->end - reader->at);
    const char *newline = memchr(reader->at, '\n', left);
    size_t n = newline ? (size_t)(newline - reader->at) : left;
    *out = (struct line){reader->at, n, reader->line++};
    reader->at += newline ? n + 1 : n;
    if (out->n > 0 && out->at[out->n - 1] == '\r')
        out->n--;
    return true;
}

static bool line_is(struct line line, const char *text)
{
    while (line.n > 0 && is_blank(line.at[line.n - 1]))
        line.n--;
    return line.n == strlen(text) && memcmp(line.at, text, line.n) == 0;
}

/* --- what no page may contain ------------------------------------------------------------------
 */

static int check_characters(const struct page *page, const char *bytes, size_t n)
{
    int line = 1;
    for (size_t i = 0; i < n;) {
        uint32_t c;
        size_t length = utf8_decode(bytes + i, n - i, &c);
        if (c == 0xfffd && length == 1)
            return page_fail(page, line, _("byte 0x%02x is not UTF-8: save the page as UTF-8"),
                             (unsigned)(unsigned char)bytes[i]);
        bool ends_line = c == '\r' && (i + 1 == n || bytes[i + 1] == '\n');
        bool is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);
        if (is_control && c != '\n' && c != '\t' && !ends_line)
            return page_fail(page, line, _("control character 0x%02x: remove it"), (unsigned)c);
        line += c == '\n';
        i += length;
    }
    return 0;
}

/* --- front matter ------------------------------------------------------------------------------
 */

static char **front_field(struct lesson *lesson, const char *key)
{
    return strcmp(key, "title") == 0     ? &lesson->title
           : strcmp(key, "chapter") == 0 ? &lesson->chapter
           : strcmp(key, "course") == 0  ? &lesson->course
           : strcmp(key, "after") == 0   ? &lesson->after
           : strcmp(key, "summary") == 0 ? &lesson->summary
                                         : NULL;
}

static int take_order(struct page *page, const struct lesson_key *key)
{
    char *end;
    long order = strtol(key->value, &end, 10);
    if (*end || end == key->value || order < 1 || order > 9999)
        return page_fail(page, key->line, _("'order' is a number from 1 to 9999"));
    page->lesson->order = (int)order;
    return 0;
}

/* Takes the key's memory when it succeeds. */
static int take_parameter(struct page *page, struct lesson_key *key)
{
    struct lesson *lesson = page->lesson;
    const char *name = key->key + strcspn(key->key, " \t");
    name += strspn(name, " \t");
    memmove(key->key, name, strlen(name) + 1);
    if (parameter_check(page, key) != 0)
        return -1;
    for (size_t i = 0; i < lesson->parameter_count; i++)
        if (strcmp(lesson->parameters[i].key, key->key) == 0)
            return page_fail(page, key->line, _("parameter '%s' twice (first in line %d)"),
                             key->key, lesson->parameters[i].line);
    if (lesson->parameter_count == PAGE_PARAMETERS)
        return page_fail(page, key->line, _("more than %u parameters"), PAGE_PARAMETERS);
    lesson->parameters = xrealloc(lesson->parameters, (lesson->parameter_count + 1) * sizeof(*key));
    lesson->parameters[lesson->parameter_count++] = *key;
    *key = (struct lesson_key){0};
    return 0;
}

static int take_front_key(struct page *page, struct lesson_key *key)
{
    if (strncmp(key->key, "param", 5) == 0 && is_blank(key->key[5]))
        return take_parameter(page, key);
    if (strcmp(key->key, "order") == 0) {
        if (page->lesson->order)
            return page_fail(page, key->line, _("'order' twice: remove one"));
        return take_order(page, key);
    }
    char **field = front_field(page->lesson, key->key);
    if (!field)
        return page_fail(page, key->line,
                         _("unknown key '%.*s': title, chapter, after, order, summary or "
                           "'param NAME' may stand here"),
                         page_shown(key->key), key->key);
    if (*field)
        return page_fail(page, key->line, _("'%s' twice: remove one"), key->key);
    *field = key->value;
    key->value = NULL;
    return 0;
}

static int read_front(struct reader *reader)
{
    struct reader start = *reader;
    struct line line;
    if (!next_line(reader, &line) || !line_is(line, "---")) {
        *reader = start; /* a page without front matter */
        return 0;
    }
    while (next_line(reader, &line)) {
        if (line_is(line, "---"))
            return 0;
        if (line_is(line, ""))
            continue;
        struct lesson_key key;
        if (!line_key(line, &key))
            return page_fail(&reader->page, line.number,
                             _("not a 'key: value' line; a line '---' ends the front matter"));
        int result = take_front_key(&reader->page, &key);
        free(key.key);
        free(key.value);
        if (result != 0)
            return -1;
    }
    return page_fail(&reader->page, 1, _("the front matter is not closed: a line '---' ends it"));
}

/* --- fences ------------------------------------------------------------------------------------
 */

static bool opens_fence(struct line line, struct fence *fence)
{
    size_t indent = 0;
    while (indent < line.n && line.at[indent] == ' ')
        indent++;
    if (indent > 3 || indent == line.n)
        return false;
    char mark = line.at[indent];
    if (mark != '`' && mark != '~')
        return false;
    size_t length = 0;
    while (indent + length < line.n && line.at[indent + length] == mark)
        length++;
    if (length < 3)
        return false;
    struct line info = {line.at + indent + length, line.n - indent - length, line.number};
    if (mark == '`' && memchr(info.at, '`', info.n))
        return false; /* `code` in the middle of a sentence */
    *fence = (struct fence){mark, length, indent, line_trim(info)};
    return true;
}

static bool closes_fence(struct line line, const struct fence *fence)
{
    struct fence other;
    return opens_fence(line, &other) && other.mark == fence->mark &&
           other.length >= fence->length && other.info.n == 0;
}

/* Is `word` a slip of the finger for `name`: another case, or one letter too many, missing or
 * wrong? */
static bool is_slip(struct line word, const char *name)
{
    size_t n = strlen(name), head = 0, tail = 0;
    if (word.n + 1 < n || word.n > n + 1)
        return false;
    while (head < n && head < word.n && tolower((unsigned char)word.at[head]) == name[head])
        head++;
    while (tail < n - head && tail < word.n - head &&
           tolower((unsigned char)word.at[word.n - 1 - tail]) == name[n - 1 - tail])
        tail++;
    return n - head - tail <= 1 && word.n - head - tail <= 1;
}

/* The kind of block that an info string opens: an act, or BLOCK_PROSE for ordinary code, which has
 * one word (its language) or none. */
static int fence_kind(const struct page *page, struct line info, enum block_kind *kind)
{
    static const enum block_kind acts[] = {
#define X(name, word) BLOCK_##name,
        ACT_KINDS(X)
#undef X
    };
    struct line word = info;
    word.n = 0;
    while (word.n < info.n && !is_blank(info.at[word.n]))
        word.n++;
    bool is_slipped = false;
    for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++) {
        *kind = acts[i];
        if (line_is(word, act_word(acts[i])))
            return 0;
        is_slipped = is_slipped || (word.n > 3 && is_slip(word, act_word(acts[i])));
    }
    *kind = BLOCK_PROSE;
    if (word.n == info.n && !is_slipped)
        return 0;
    struct text known = {0};
    for (size_t i = 0; i < sizeof(acts) / sizeof(*acts); i++)
        text_add(&known, "%s%s", i ? ", " : "", act_word(acts[i]));
    char *name = line_copy(word);
    page_fail(page, info.number,
              _("unknown act '%.*s': the acts are %s; for ordinary code give the language alone"),
              page_shown(name), name, text_get(&known));
    free(name);
    text_release(&known);
    return -1;
}

/* --- blocks ------------------------------------------------------------------------------------
 */

static struct block *add_block(struct lesson *lesson, enum block_kind kind, int line)
{
    lesson->blocks = xrealloc(lesson->blocks, (lesson->block_count + 1) * sizeof(*lesson->blocks));
    struct block *block = &lesson->blocks[lesson->block_count++];
    *block = (struct block){.kind = kind, .line = line};
    return block;
}

/* Makes a block of the prose gathered, without empty lines at both ends. `line` is its first. */
static void end_prose(struct reader *reader, struct text *prose, int line)
{
    const char *start = text_get(prose), *end = start + prose->size, *at = start;
    for (; at < end && isspace((unsigned char)*at); at++)
        if (*at == '\n') {
            start = at + 1;
            line++;
        }
    while (end > at && isspace((unsigned char)end[-1]))
        end--;
    if (at < end)
        add_block(reader->page.lesson, BLOCK_PROSE, line)->text =
            xstrndup(start, (size_t)(end - start));
    text_clear(prose);
}

static void put_line(struct text *text, struct line line)
{
    text_put_bytes(text, line.at, line.n);
    text_put_char(text, '\n');
}

static int fail_open_fence(const struct reader *reader, int line)
{
    return page_fail(
        &reader->page, line,
        _("the block that opens here is not closed: a line of the same marks ends it"));
}

static int read_code(struct reader *reader, const struct fence *fence, struct text *prose)
{
    struct line line;
    while (next_line(reader, &line)) {
        put_line(prose, line);
        if (closes_fence(line, fence))
            return 0;
    }
    return fail_open_fence(reader, fence->info.number);
}

static int read_act(struct reader *reader, const struct fence *fence, enum block_kind kind)
{
    struct page *page = &reader->page;
    if (++page->act_count > PAGE_ACTS)
        return page_fail(page, fence->info.number, _("more than %u acts: split the lesson"),
                         PAGE_ACTS);
    struct block *block = add_block(page->lesson, kind, fence->info.number);
    struct line info = fence->info;
    info.at += strlen(act_word(kind));
    info.n -= strlen(act_word(kind));
    struct line *lines = NULL;
    size_t count = 0, capacity = 0;
    int result = act_words(page, block, line_trim(info));
    bool is_closed = false;
    struct line line;
    while (result == 0 && !is_closed && next_line(reader, &line)) {
        is_closed = closes_fence(line, fence);
        for (size_t i = 0; i < fence->indent && line.n > 0 && line.at[0] == ' '; i++) {
            line.at++;
            line.n--;
        }
        GROW(lines, count, capacity);
        if (!is_closed)
            lines[count++] = line;
    }
    if (result == 0)
        result = is_closed ? act_read(page, block, lines, count)
                           : fail_open_fence(reader, fence->info.number);
    free(lines);
    return result;
}

static int read_blocks(struct reader *reader)
{
    struct text prose = {0};
    struct line line;
    int result = 0, prose_line = reader->line;
    while (result == 0 && next_line(reader, &line)) {
        struct fence fence;
        enum block_kind kind = BLOCK_PROSE;
        bool is_fence = opens_fence(line, &fence);
        if (is_fence && fence_kind(&reader->page, fence.info, &kind) != 0) {
            result = -1;
        } else if (kind == BLOCK_PROSE) {
            put_line(&prose, line);
            result = is_fence ? read_code(reader, &fence, &prose) : 0;
        } else {
            end_prose(reader, &prose, prose_line);
            result = read_act(reader, &fence, kind);
            prose_line = reader->line;
        }
    }
    if (result == 0)
        end_prose(reader, &prose, prose_line);
    text_release(&prose);
    return result;
}

/* --- the page ----------------------------------------------------------------------------------
 */

static char *last_part(const char *dir)
{
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    size_t start = n;
    while (start > 0 && dir[start - 1] != '/')
        start--;
    return xstrndup(dir + start, n - start);
}

static void default_empty(char **field)
{
    if (!*field)
        *field = xstrdup("");
}

struct lesson *lesson_parse(const char *dir, const char *path, const char *bytes, size_t n,
                            struct err *err)
{
    struct lesson *lesson = xcalloc(1, sizeof(*lesson));
    lesson->name = last_part(dir);
    lesson->dir = xstrdup(dir);
    lesson->path = xstrdup(path);
    struct reader reader = {.page = {.path = path, .lesson = lesson, .err = err}, .line = 1};
    int result = 0;
    if (n == 0)
        bytes = ""; /* it may be NULL */
    if (n > LESSON_LIMIT)
        result = page_fail(&reader.page, 1, _("a page has at most %u bytes: split the lesson"),
                           LESSON_LIMIT);
    if (result == 0)
        result = check_characters(&reader.page, bytes, n);
    bool has_bom = n >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    reader.at = bytes + (has_bom ? 3 : 0);
    reader.end = bytes + n;
    if (result == 0)
        result = read_front(&reader);
    default_empty(&lesson->title);
    default_empty(&lesson->chapter);
    default_empty(&lesson->course);
    default_empty(&lesson->after);
    default_empty(&lesson->summary);
    if (result == 0)
        result = read_blocks(&reader);
    if (result == 0)
        return lesson;
    lesson_free(lesson);
    return NULL;
}
