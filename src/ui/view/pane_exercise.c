/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An exercise as a part of the page: how it stands and what the last check has said, then the task.
 * What is new stands first, since a story beside it may leave the page only some rows. And what a
 * lesson offers at its end.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/draw/markdown.h"
#include "ui/view/pane.h"

enum { OFFERS_WITH_KEYS = 9 };

static void put_line(struct rich *out, int columns, unsigned style, const char *lead,
                     const char *words)
{
    struct rich line = {0};
    rich_put(&line, style, words);
    rich_wrap(out, &line, columns, style, lead);
    rich_release(&line);
}

static void put_name(const struct view_exercise *at, struct rich *out, int columns,
                     const struct canvas *canvas)
{
    const char *lead = at->is_solved     ? sign(canvas, "✓ ", "v ")
                       : at->is_checking ? sign(canvas, "● ", "* ")
                                         : sign(canvas, "▶ ", "> ");
    unsigned style = at->is_solved     ? STYLE_GOOD
                     : at->is_checking ? STYLE_RUNNING
                                       : WITH(STYLE_KEY, CELL_BOLD);
    char *words = xasprintf(_("%s: %s"), at->exercise->name, at->exercise->title);
    put_line(out, columns, style, lead, words);
    free(words);
}

const char *view_exercise_aim(enum exercise_kind kind)
{
    return kind == EXERCISE_FIND  ? _("find a schedule that fails")
           : kind == EXERCISE_FIX ? _("fix the program")
                                  : _("write a driver that breaks it");
}

/* "[-] tried 3 times · protect/protect.c"; before that, what kind of exercise it is. */
static void put_state(const struct view_exercise *at, struct rich *out, int columns,
                      const struct canvas *canvas)
{
    char *words = xasprintf("%s %s%s%s", at->mark, at->state, sign(canvas, " · ", " - "),
                            at->path ? at->path : view_exercise_aim(at->exercise->kind));
    put_line(out, columns, STYLE_DIM, "  ", words);
    free(words);
}

static void put_verdict(const struct view_exercise *at, struct rich *out, int columns,
                        const struct canvas *canvas)
{
    bool passes = check_passes(at->verdict);
    unsigned style = passes ? STYLE_GOOD : STYLE_BAD;
    rich_put(out, STYLE_TEXT, "\n");
    put_line(out, columns, WITH(style, CELL_BOLD), passes ? sign(canvas, "✓ ", "v ") : "! ",
             check_sentence(at->verdict));
    if (at->says && *at->says)
        put_line(out, columns, STYLE_TEXT, "  ", at->says);
    if (at->fitting) {
        rich_put(out, STYLE_TEXT, "\n");
        put_line(out, columns, STYLE_TITLE, "", _("A hint that fits:"));
        markdown_render(out, at->fitting->text, columns, canvas->is_ascii);
    }
}

void put_exercise(const struct view *view, struct rich *out, int columns,
                  const struct canvas *canvas)
{
    const struct view_exercise *at = view->exercise;
    put_name(at, out, columns, canvas);
    put_state(at, out, columns, canvas);
    if (at->is_checked)
        put_verdict(at, out, columns, canvas);
    rich_put(out, STYLE_TEXT, "\n");
    markdown_render(out, at->exercise->task, columns, canvas->is_ascii);
}

void put_offers(const struct view *view, struct rich *out, int columns)
{
    int widest = 0;
    for (size_t i = 0; i < view->offer_count; i++) {
        int width = text_width(view->offers[i].exercise->name);
        widest = width > widest ? width : widest;
    }
    if (view->offer_count == 0)
        return;
    rich_put(out, STYLE_TEXT, "\n");
    put_line(out, columns, STYLE_TITLE, "", _("Exercises of this lesson:"));
    for (size_t i = 0; i < view->offer_count; i++) {
        const struct view_exercise *offer = &view->offers[i];
        const struct exercise *exercise = offer->exercise;
        char digit[] = {i < OFFERS_WITH_KEYS ? (char)('1' + i) : ' ', '\0'};
        int gap = widest - text_width(exercise->name);
        char *lead = xasprintf(" %s %s ", digit, offer->mark);
        char *words = xasprintf("%s%*s  %s", exercise->name, gap, "",
                                exercise->problem ? exercise->problem : exercise->title);
        put_line(out, columns, offer->is_solved ? STYLE_GOOD : STYLE_TEXT, lead, words);
        free(lead);
        free(words);
    }
}
