/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view/notes.h"

#include <stdlib.h>
#include <string.h>

#include "ui/draw/markdown.h"
#include "ui/view/pane.h"

enum { MARGIN = 2, WIDEST = 90 };

/* --- what belongs to a moment --------------------------------------------------------------------
 */

/* The first block from `from` on, or before it, that is an act; block_count, or -1: none. */
static size_t act_after(const struct lesson *lesson, size_t from)
{
    while (from < lesson->block_count && !block_is_act(&lesson->blocks[from]))
        from++;
    return from < lesson->block_count ? from : lesson->block_count;
}

static long act_before(const struct lesson *lesson, size_t block)
{
    long i = (long)(block < lesson->block_count ? block : lesson->block_count) - 1;
    while (i >= 0 && !block_is_act(&lesson->blocks[i]))
        i--;
    return i;
}

static size_t count_acts(const struct lesson *lesson, size_t end)
{
    size_t n = 0;
    for (size_t i = 0; i < lesson->block_count && i < end; i++)
        n += block_is_act(&lesson->blocks[i]);
    return n;
}

static const char *moment_of(enum lectern_moment moment)
{
    switch (moment) {
    case LECTERN_READING:
        return _("reading");
    case LECTERN_ASKING:
        return _("a question is asked");
    case LECTERN_RUNNING:
        return _("running");
    case LECTERN_DONE:
        return _("done");
    case LECTERN_END:
    case LECTERN_MOMENT_COUNT:
        break;
    }
    return _("the lesson is over");
}

/* "run race.c $threads 1000", "predict" */
static void name_act(const struct lesson *lesson, const struct block *block, struct text *out)
{
    text_put(out, act_word(block->kind));
    for (size_t i = 0; i < block->word_count; i++) {
        char *word = lesson_word(lesson, block->words[i], NULL);
        text_add(out, " %s", word);
        free(word);
    }
}

static void put_where(const struct notes *notes, struct text *out)
{
    size_t acts = count_acts(notes->lesson, notes->lesson->block_count);
    if (notes->block < notes->lesson->block_count)
        text_add(out, _("act %zu of %zu, %s"), count_acts(notes->lesson, notes->block + 1), acts,
                 moment_of(notes->moment));
    else
        text_put(out, moment_of(LECTERN_END));
}

/* --- on a screen ---------------------------------------------------------------------------------
 */

static void put_line(struct rich *out, unsigned style, const char *text, int columns,
                     const char *lead)
{
    struct rich line = {0};
    rich_put(&line, style, text);
    rich_wrap(out, &line, columns, style, lead);
    rich_release(&line);
}

/* The act at hand: for who speaks the answer is no secret. */
static void put_act(const struct lesson *lesson, size_t i, struct rich *out, int columns,
                    bool is_ascii)
{
    const struct block *block = &lesson->blocks[i];
    struct text name = {0};
    name_act(lesson, block, &name);
    put_line(out, WITH(STYLE_KEY, CELL_BOLD), text_get(&name), columns, is_ascii ? "> " : "▶ ");
    text_release(&name);
    if (block->kind != BLOCK_PREDICT)
        return;
    put_line(out, WITH(STYLE_TEXT, CELL_BOLD), block->text ? block->text : "", columns, "  ");
    for (size_t k = 0; k < block->answer_count; k++) {
        const struct answer *answer = &block->answers[k];
        char *lead = xasprintf("  %s %zu  ", !answer->is_right ? " " : is_ascii ? "v" : "✓", k + 1);
        put_line(out, answer->is_right ? STYLE_GOOD : STYLE_TEXT, answer->text, columns, lead);
        free(lead);
    }
}

static void put_next(const struct lesson *lesson, size_t next, struct rich *out, int columns)
{
    struct text line = {0};
    rich_put(out, STYLE_TEXT, "\n");
    if (next < lesson->block_count) {
        text_put(&line, _("Next: "));
        name_act(lesson, &lesson->blocks[next], &line);
        if (lesson->blocks[next].kind == BLOCK_PREDICT)
            text_add(&line, ": %s", lesson->blocks[next].text ? lesson->blocks[next].text : "");
    } else {
        text_put(&line, _("Next: the end of the lesson"));
    }
    put_line(out, STYLE_DIM, text_get(&line), columns, "");
    text_release(&line);
}

static void render(const struct notes *notes, struct rich *out, int columns, bool is_ascii)
{
    const struct lesson *lesson = notes->lesson;
    size_t next = notes->block < lesson->block_count ? act_after(lesson, notes->block + 1)
                                                     : lesson->block_count;
    bool has_notes = false;
    for (size_t i = (size_t)(act_before(lesson, notes->block) + 1); i < next; i++) {
        const struct block *block = &lesson->blocks[i];
        if (block->kind == BLOCK_PROSE)
            continue;
        if (out->size > 0)
            rich_put(out, STYLE_TEXT, "\n");
        if (block->kind == BLOCK_NOTES)
            markdown_render(out, block->text ? block->text : "", columns, is_ascii);
        else
            put_act(lesson, i, out, columns, is_ascii);
        has_notes = has_notes || block->kind == BLOCK_NOTES;
    }
    if (!has_notes) {
        if (out->size > 0)
            rich_put(out, STYLE_TEXT, "\n");
        put_line(out, STYLE_DIM, _("The page has no notes for this moment."), columns, "");
    }
    if (notes->block < lesson->block_count)
        put_next(lesson, next, out, columns);
}

static void render_waiting(const struct notes *notes, struct rich *out, int columns)
{
    if (notes->problem) {
        put_line(out, STYLE_BAD, notes->problem, columns, "! ");
        return;
    }
    put_line(out, WITH(STYLE_TEXT, CELL_BOLD), _("No lesson is running in another terminal."),
             columns, "");
    rich_put(out, STYLE_TEXT, "\n");
    put_line(out, STYLE_TEXT,
             _("Start one there, as the same user, and its notes appear here and follow it:"),
             columns, "");
    rich_put(out, STYLE_TEXT, "\n");
    put_line(out, STYLE_CODE, "conc-tutor --demo lesson race", columns, "    ");
}

static struct box body_of(int width, int height)
{
    int top = height >= 4 ? 2 : 0, bottom = height >= 3 ? 1 : 0;
    int margin = width > 30 ? MARGIN : 0;
    int columns = width - 2 * margin;
    return (struct box){margin, top, columns < WIDEST ? columns : WIDEST, height - top - bottom};
}

static void render_all(const struct notes *notes, struct rich *out, int columns, bool is_ascii)
{
    if (notes->lesson)
        render(notes, out, columns, is_ascii);
    else
        render_waiting(notes, out, columns);
}

int notes_scroll_limit(const struct notes *notes, int width, int height)
{
    struct box body = body_of(width, height);
    struct rich rich = {0};
    render_all(notes, &rich, body.width, true);
    int limit = rich.lines - body.height;
    rich_release(&rich);
    return limit > 0 ? limit : 0;
}

static void draw_title(const struct notes *notes, struct canvas *canvas)
{
    struct box row = {0, 0, canvas->width, 1};
    unsigned head = WITH(STYLE_HEAD, CELL_REVERSE);
    canvas_fill(canvas, row, head, ' ');
    int x = canvas_put(canvas, row, 1, 0, head | WITH(0, CELL_BOLD), _("notes"));
    if (!notes->lesson)
        return;
    struct text where = {0};
    put_where(notes, &where);
    int start = canvas->width - text_width(text_get(&where)) - 1;
    start = start < x + 2 ? x + 2 : start;
    if (start > x + 12)
        canvas_put_cut(canvas, row, x + 2, 0, start - x - 4, head,
                       notes->lesson->title ? notes->lesson->title : notes->lesson->name);
    canvas_put_cut(canvas, row, start, 0, canvas->width - start, head, text_get(&where));
    text_release(&where);
}

void notes_draw(const struct notes *notes, struct canvas *canvas)
{
    canvas_clear(canvas);
    struct box body = body_of(canvas->width, canvas->height);
    struct rich rich = {0};
    if (body.y > 0)
        draw_title(notes, canvas);
    render_all(notes, &rich, body.width, canvas->is_ascii);
    int limit = rich.lines - body.height, top = notes->scroll;
    limit = limit > 0 ? limit : 0;
    top = top > limit ? limit : top < 0 ? 0 : top;
    rich_draw(canvas, body, &rich, top);
    rich_release(&rich);
    if (canvas->height < 3)
        return;
    struct box row = {0, canvas->height - 1, canvas->width, 1};
    int x = 1;
    if (limit > 0) {
        x = canvas_put(canvas, row, x, 0, WITH(STYLE_KEY, CELL_BOLD), "PgUp PgDn");
        x = canvas_put(canvas, row, x + 1, 0, STYLE_TEXT, top < limit ? _("more") : _("go back"));
        x += 2;
    }
    x = canvas_put(canvas, row, x, 0, WITH(STYLE_KEY, CELL_BOLD), "q");
    canvas_put(canvas, row, x + 1, 0, STYLE_TEXT, _("quit"));
}

/* --- as text -------------------------------------------------------------------------------------
 */

/* The blocks of notes of this moment, one after the other: from *i on; NULL no more. */
static const char *next_notes(const struct notes *notes, size_t *i)
{
    const struct lesson *lesson = notes->lesson;
    size_t next = notes->block < lesson->block_count ? act_after(lesson, notes->block + 1)
                                                     : lesson->block_count;
    while (*i < next)
        if (lesson->blocks[(*i)++].kind == BLOCK_NOTES)
            return lesson->blocks[*i - 1].text ? lesson->blocks[*i - 1].text : "";
    return NULL;
}

void notes_tell(const struct notes *notes, struct text *out)
{
    const struct lesson *lesson = notes->lesson;
    if (!lesson) {
        text_add(out, "%s\n", notes->problem ? notes->problem : _("no lesson is running; waiting"));
        return;
    }
    text_add(out, "--- %s: ", lesson->title ? lesson->title : lesson->name);
    put_where(notes, out);
    if (notes->block < lesson->block_count) {
        text_put(out, _(": "));
        name_act(lesson, &lesson->blocks[notes->block], out);
    }
    text_put(out, " ---\n");
    size_t i = (size_t)(act_before(lesson, notes->block) + 1);
    bool has_notes = false;
    for (const char *text; (text = next_notes(notes, &i)); has_notes = true) {
        text_put(out, text);
        if (*text && text[strlen(text) - 1] != '\n')
            text_put_char(out, '\n');
        text_put_char(out, '\n');
    }
    if (!has_notes)
        text_add(out, "%s\n\n", _("The page has no notes for this moment."));
}

void notes_tell_json(const struct notes *notes, struct text *out)
{
    const struct lesson *lesson = notes->lesson;
    if (!lesson) {
        text_put(out, "{\"lesson\":null");
        if (notes->problem) {
            text_put_member(out, "problem", notes->problem);
        }
        text_put_char(out, '}');
        return;
    }
    text_put_char(out, '{');
    text_put_member(out, "lesson", lesson->name);
    bool is_over = notes->block >= lesson->block_count;
    text_add(out, ",\"acts\":%zu", count_acts(lesson, lesson->block_count));
    if (!is_over)
        text_add(out, ",\"act\":%zu,\"kind\":\"%s\"", count_acts(lesson, notes->block + 1),
                 act_word(lesson->blocks[notes->block].kind));
    text_add(out, ",\"over\":%s,\"notes\":[", is_over ? "true" : "false");
    size_t i = (size_t)(act_before(lesson, notes->block) + 1);
    const char *comma = "";
    for (const char *text; (text = next_notes(notes, &i)); comma = ",") {
        text_put(out, comma);
        text_put_json(out, text, strlen(text));
    }
    text_put(out, "]}");
}
