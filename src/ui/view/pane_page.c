/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page: prose up to the act at hand, which is marked. What comes after it is not shown, since
 * it might answer a question that has just been asked. When the act is over, what the page says
 * about it stands below it, beside the result. The pane begins with the prose behind the last act;
 * what was read before is above it, for whoever scrolls.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ui/draw/markdown.h"
#include "ui/view/pane.h"

long last_question(const struct view *view)
{
    const struct lesson *lesson = view->lesson;
    for (size_t i = view->block + 1; lesson && i-- > 0;)
        if (i < lesson->block_count && lesson->blocks[i].kind == BLOCK_PREDICT)
            return (long)i;
    return -1;
}

bool is_answered(const struct view *view, size_t question)
{
    return runs_since(view, question) > 0 &&
           (runs_since(view, question) > 1 || view->stage != VIEW_RUNNING);
}

int runs_since(const struct view *view, size_t question)
{
    int runs = 0;
    bool is_begun = view->stage == VIEW_RUNNING || view->stage == VIEW_DONE;
    for (size_t i = question + 1; i <= view->block && i < view->lesson->block_count; i++)
        if (view->lesson->blocks[i].kind == BLOCK_RUN ||
            view->lesson->blocks[i].kind == BLOCK_EXPLORE)
            runs += i < view->block || is_begun || view->stage == VIEW_END;
    return runs;
}

static void put_answer(const struct view *view, struct rich *out, size_t block, size_t i,
                       int columns, const struct canvas *canvas)
{
    const struct answer *answer = &view->lesson->blocks[block].answers[i];
    bool is_chosen = prediction_at(view, block) == (int)i;
    bool is_told = is_answered(view, block);
    const char *mark = is_told && answer->is_right ? sign(canvas, "✓", "v")
                       : is_told && is_chosen      ? sign(canvas, "✗", "x")
                       : is_chosen                 ? sign(canvas, "▸", ">")
                                                   : " ";
    unsigned style = is_told && answer->is_right ? STYLE_GOOD
                     : is_told && is_chosen      ? STYLE_BAD
                     : is_chosen                 ? WITH(STYLE_TEXT, CELL_BOLD)
                     : is_told                   ? STYLE_DIM
                                                 : STYLE_TEXT;
    char *lead = xasprintf(" %s %zu  ", mark, i + 1);
    markdown_paragraph(out, answer->text, strlen(answer->text), columns, style,
                       is_told || is_chosen ? style : WITH(STYLE_KEY, CELL_BOLD), lead);
    free(lead);
}

static void put_question(const struct view *view, struct rich *out, size_t i, int columns,
                         const struct canvas *canvas)
{
    const struct block *block = &view->lesson->blocks[i];
    const char *question = block->text ? block->text : "";
    markdown_paragraph(out, question, strlen(question), columns, WITH(STYLE_TEXT, CELL_BOLD),
                       WITH(STYLE_WARN, CELL_BOLD), "? ");
    rich_put(out, STYLE_TEXT, "\n");
    for (size_t k = 0; k < block->answer_count; k++)
        put_answer(view, out, i, k, columns, canvas);
}

/* How act i was run, is run, or would be; NULL: as the page says. */
static const char *command_of(const struct view *view, size_t i)
{
    if (i == view->block && view->stage != VIEW_END)
        return view->act_command;
    const char *name = block_get(&view->lesson->blocks[i], "name", NULL);
    for (size_t k = 0; name && k < view->result_count; k++)
        if (view->results[k]->name && strcmp(view->results[k]->name, name) == 0)
            return view->results[k]->command;
    return NULL;
}

/* Does the program that the learner steps stand still, and can it go on? */
static bool waits_for_choice(const struct view *view)
{
    const struct act_result *result = view->result;
    if (view->stage != VIEW_DONE || !result || result->kind != BLOCK_STEP || !result->explored)
        return false;
    const struct explore_result *explored = result->explored;
    for (size_t i = 0; i < explored->failure_count; i++)
        if (explored->failures[i].kind != FAILURE_RACE)
            return false;
    for (unsigned i = 0; i < explored->thread_count; i++)
        if (explored->threads[i].state == THREAD_READY || explored->threads[i].signals)
            return true;
    return false;
}

/* "run race.c 2 1000000, 50 times" */
static void put_act(const struct view *view, struct rich *out, size_t i, int columns,
                    const struct canvas *canvas)
{
    const struct block *block = &view->lesson->blocks[i];
    bool is_over = i < view->block || view->stage == VIEW_END;
    bool is_chosen = !is_over && waits_for_choice(view);
    bool is_done = is_over || (view->stage == VIEW_DONE && !is_chosen);
    bool is_going =
        !is_done && (is_chosen || view->stage == VIEW_RUNNING || view->stage == VIEW_BUILDING);
    const char *lead = is_done    ? sign(canvas, "✓ ", "v ")
                       : is_going ? sign(canvas, "● ", "* ")
                                  : sign(canvas, "▶ ", "> ");
    unsigned style = is_over    ? STYLE_DIM
                     : is_done  ? STYLE_GOOD
                     : is_going ? STYLE_RUNNING
                                : WITH(STYLE_KEY, CELL_BOLD);
    struct rich line = {0};
    rich_put(&line, style, act_word(block->kind));
    const char *command = command_of(view, i);
    if (command) {
        rich_put(&line, style, " ");
        rich_put(&line, style, command);
    }
    for (size_t k = 0; !command && k < block->word_count; k++) {
        char *word = lesson_word(view->lesson, block->words[k], NULL);
        rich_put(&line, style, " ");
        rich_put(&line, style, word);
        free(word);
    }
    const char *times = block_get(block, "times", NULL);
    char *changed = i == view->block && !is_over && view->act_times > 0
                        ? xasprintf("%u", view->act_times)
                        : NULL;
    if (changed)
        times = view->act_times > 1 ? changed : NULL;
    if (times) {
        char *words = xasprintf(_(", %s times"), times);
        rich_put(&line, is_over ? STYLE_DIM : STYLE_TEXT, words);
        free(words);
    }
    free(changed);
    rich_wrap(out, &line, columns, style, lead);
    rich_release(&line);
}

/* Bytes of `prose` before its first heading. */
static size_t before_heading(const char *prose)
{
    bool is_fenced = false;
    const char *line = prose;
    while (*line && (is_fenced || *line != '#')) {
        if (strncmp(line, "```", 3) == 0 || strncmp(line, "~~~", 3) == 0)
            is_fenced = !is_fenced;
        line += strcspn(line, "\n");
        line += *line == '\n';
    }
    return (size_t)(line - prose);
}

/* What the page says about the act that is over, up to the next section, question or act. */
static void put_explanation(const struct view *view, struct rich *out, int columns,
                            const struct canvas *canvas)
{
    const struct lesson *lesson = view->lesson;
    bool is_unsolved = view->exercise && !view->exercise->is_solved;
    if (view->stage != VIEW_DONE || waits_for_choice(view) || is_unsolved)
        return;
    for (size_t i = view->block + 1; i < lesson->block_count; i++) {
        const struct block *block = &lesson->blocks[i];
        if (block_is_act(block))
            return;
        const char *prose = block->kind == BLOCK_PROSE && block->text ? block->text : "";
        size_t n = before_heading(prose);
        if (strspn(prose, " \n") < n) {
            char *text = xstrndup(prose, n);
            rich_put(out, STYLE_TEXT, "\n");
            markdown_render(out, text, columns, canvas->is_ascii);
            free(text);
        }
        if (prose[n])
            return;
    }
}

/* Lines of the page, counted from its beginning. */
struct marks {
    int start;     /* where it begins by itself */
    int section;   /* the heading below that, if there is one above the act at hand, or the start */
    int act;       /* the act at hand */
    bool is_asked; /* that act comes straight behind a question */
};

static void put_prose(struct rich *out, const char *prose, int columns, const struct canvas *canvas,
                      struct marks *marks)
{
    size_t n = before_heading(prose);
    char *above = xstrndup(prose, n);
    if (strspn(prose, " \n") < n)
        markdown_render(out, above, columns, canvas->is_ascii);
    free(above);
    if (!prose[n])
        return;
    if (strspn(prose, " \n") < n)
        rich_put(out, STYLE_TEXT, "\n");
    marks->section = out->lines;
    markdown_render(out, prose + n, columns, canvas->is_ascii);
}

/* The exercise is the act at hand of the page, not one that was asked for elsewhere. */
static bool is_of_page(const struct view *view)
{
    const struct lesson *lesson = view->lesson;
    if (!view->exercise || !lesson || view->block >= lesson->block_count)
        return false;
    const struct block *block = &lesson->blocks[view->block];
    return block->kind == BLOCK_EXERCISE &&
           strcmp(block->words[0], view->exercise->exercise->name) == 0;
}

/* The whole page up to the act at hand, and what is said about it. */
static void render(const struct view *view, struct rich *out, int columns,
                   const struct canvas *canvas, struct marks *marks)
{
    const struct lesson *lesson = view->lesson;
    size_t last = view->stage == VIEW_END ? lesson->block_count : view->block + 1;
    bool was_act = false, was_question = false;
    *marks = (struct marks){.start = 0};
    if (view->exercise && !is_of_page(view)) {
        put_exercise(view, out, columns, canvas);
        return;
    }
    for (size_t i = 0; i < last && i < lesson->block_count; i++) {
        const struct block *block = &lesson->blocks[i];
        if (block->kind == BLOCK_NOTES)
            continue;
        if (out->size > 0)
            rich_put(out, STYLE_TEXT, "\n");
        /* A question that was answered is left behind where prose follows. */
        if (was_act || (was_question && block->kind == BLOCK_PROSE))
            marks->start = marks->section = out->lines;
        marks->act = out->lines;
        marks->is_asked = was_question;
        was_question = block->kind == BLOCK_PREDICT;
        was_act = block->kind != BLOCK_PROSE && !was_question;
        if (block->kind == BLOCK_PROSE)
            put_prose(out, block->text ? block->text : "", columns, canvas, marks);
        else if (block->kind == BLOCK_PREDICT)
            put_question(view, out, i, columns, canvas);
        else if (view->exercise && i == view->block)
            put_exercise(view, out, columns, canvas);
        else
            put_act(view, out, i, columns, canvas);
    }
    if (view->stage == VIEW_END) {
        put_predictions(view, out, columns, canvas);
        put_offers(view, out, columns);
    }
    put_explanation(view, out, columns, canvas);
}

/* The program, as the page's last part: where there is no room for it beside or below. */
static void put_program(const struct view *view, struct rich *out)
{
    rich_put(out, STYLE_TEXT, "\n");
    rich_put(out, STYLE_TITLE, view->program_name ? view->program_name : "");
    rich_put(out, STYLE_TEXT, "\n\n");
    for (const char *line = view->program_text; *line;) {
        size_t n = strcspn(line, "\n");
        for (size_t i = 0; i < n; i++)
            rich_put_bytes(out, STYLE_TEXT, line[i] == '\t' ? "    " : &line[i],
                           line[i] == '\t' ? 4 : 1);
        rich_put(out, STYLE_TEXT, "\n");
        line += n + (line[n] == '\n');
    }
}

struct page {
    struct rich rich;
    int first;        /* the line at the top if nothing is scrolled */
    bool hides_start; /* what belongs to the act at hand begins above that */
};

/* The line at the top of a page that is `over` lines too long: what matters now is in view. */
static int first_of(enum view_stage stage, const struct marks *marks, int over)
{
    switch (stage) {
    case VIEW_ASKING:
        return over;
    case VIEW_READING: /* what stands above a question has just been read */
        return marks->is_asked ? over : marks->start;
    case VIEW_BUILDING:
    case VIEW_RUNNING: /* what to do, rather than what was said about the act before */
        return over < marks->section ? over : marks->section;
    case VIEW_DONE:
        return over < marks->act ? over : marks->act;
    default:
        return marks->start;
    }
}

static void make_page(const struct view *view, struct page *page, struct box box,
                      const struct canvas *canvas, bool has_program)
{
    struct marks marks;
    *page = (struct page){.first = 0};
    render(view, &page->rich, box.width, canvas, &marks);
    page->first = marks.start;
    int over = page->rich.lines - box.height; /* lines for which there is no room */
    if (over > marks.start)
        page->first = view->stage == VIEW_END && view->offer_count > 0
                          ? over /* what is offered stands last */
                          : first_of(view->stage, &marks, over);
    page->hides_start = page->first > marks.start;
    if (has_program && view->program_text)
        put_program(view, &page->rich);
}

static int last_top(const struct page *page, int rows)
{
    return page->rich.lines - rows > page->first ? page->rich.lines - rows : page->first;
}

bool has_page(const struct view *view)
{
    return view->lesson || view->exercise;
}

int pane_page_rows(const struct view *view, int columns)
{
    if (!has_page(view))
        return 0;
    struct canvas plain = {.is_ascii = true};
    struct rich page = {0};
    struct marks marks;
    render(view, &page, columns, &plain, &marks);
    int rows = page.lines - marks.start;
    rich_release(&page);
    return rows;
}

void pane_page_limits(const struct view *view, struct box box, bool has_program, int *least,
                      int *most)
{
    *least = *most = 0;
    if (!has_page(view))
        return;
    struct canvas plain = {.is_ascii = true};
    struct page page;
    make_page(view, &page, box, &plain, has_program);
    *least = -page.first;
    *most = last_top(&page, box.height) - page.first;
    rich_release(&page.rich);
}

static int between(int n, int least, int most)
{
    return n < least ? least : n > most ? most : n;
}

static bool is_of_word(uint32_t character)
{
    return character && character < 0x80 &&
           (isalnum((int)character) || strchr("_-'(", (int)character));
}

/* Has the first row room for so many columns at its end? */
static bool is_free(const struct canvas *canvas, struct box box, int columns)
{
    for (int x = box.x + box.width - columns; x < box.x + box.width; x++)
        if (x >= 0 && x < canvas->width && box.y < canvas->height &&
            canvas->cells[box.y * canvas->width + x].character != ' ')
            return false;
    return true;
}

/* What is put at column x of the last row would cut a word in two: half a word reads as another.
 * The row is shown whole when the page is scrolled. */
static void clear_word_before(struct canvas *canvas, struct box box, int x)
{
    int y = box.y + box.height - 1;
    if (x < 0 || box.x + x >= canvas->width || y >= canvas->height)
        return;
    struct cell *row = &canvas->cells[y * canvas->width + box.x];
    if (!is_of_word(row[x].character))
        return;
    while (x > 0 && is_of_word(row[x - 1].character))
        row[--x] = (struct cell){.character = ' '};
}

void put_more(struct canvas *canvas, struct box box, bool above, bool below)
{
    const char *up = sign(canvas, " ▲ PgUp", " ^ PgUp"), *down = sign(canvas, " ▼ PgDn", " v PgDn");
    if (above && box.height > 2 && is_free(canvas, box, text_width(up)))
        canvas_put(canvas, box, box.width - text_width(up), 0, STYLE_DIM, up);
    if (below) {
        clear_word_before(canvas, box, box.width - text_width(down));
        canvas_put(canvas, box, box.width - text_width(down), box.height - 1, STYLE_KEY, down);
    }
}

void pane_page_and_program(const struct view *view, struct canvas *canvas, struct box box,
                           bool has_program)
{
    if (!has_page(view) || box.width < 1 || box.height < 1)
        return;
    struct page page;
    make_page(view, &page, box, canvas, has_program);
    int top = between(page.first + view->page_scroll, 0, last_top(&page, box.height));
    rich_draw(canvas, box, &page.rich, top);
    put_more(canvas, box, top > 0 && (view->page_scroll != 0 || page.hides_start),
             top + box.height < page.rich.lines);
    rich_release(&page.rich);
}

void pane_page(const struct view *view, struct canvas *canvas, struct box box)
{
    pane_page_and_program(view, canvas, box, false);
}

/* --- the output of a command --------------------------------------------------------------------
 */

static void put_output_line(struct rich *out, const char *line, int columns)
{
    size_t n = strlen(line);
    bool is_heading = n > 0 && line[n - 1] == ':' && *line != ' ';
    unsigned style = is_heading ? STYLE_TITLE : STYLE_TEXT;
    if (text_width(line) <= columns) {
        rich_put(out, style, line);
        rich_put(out, style, "\n");
        return;
    }
    rich_wrap_hanging(out, line, columns, style);
}

static void render_output(const struct view *view, struct rich *out, int columns)
{
    for (const char *line = view->output ? view->output : ""; *line;) {
        size_t n = strcspn(line, "\n");
        char *copy = xstrndup(line, n);
        put_output_line(out, copy, columns);
        free(copy);
        line += n + (line[n] == '\n');
    }
}

void pane_output_limits(const struct view *view, struct box box, int *least, int *most)
{
    struct rich rich = {0};
    render_output(view, &rich, box.width);
    *least = 0;
    *most = rich.lines > box.height ? rich.lines - box.height : 0;
    rich_release(&rich);
}

void pane_output(const struct view *view, struct canvas *canvas, struct box box)
{
    int least, most;
    struct rich rich = {0};
    pane_output_limits(view, box, &least, &most);
    int top = between(view->page_scroll, least, most);
    render_output(view, &rich, box.width);
    rich_draw(canvas, box, &rich, top);
    rich_release(&rich);
    put_more(canvas, box, top > 0, top < most);
}
