/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the learner predicted, against what was: at the end of a lesson. Where the two differ he has
 * learnt something, so that is what is told once more; nothing here is a mark.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/draw/markdown.h"
#include "ui/view/pane.h"

int prediction_at(const struct view *view, size_t question)
{
    if ((long)question == last_question(view) && view->prediction >= 0)
        return view->prediction;
    size_t number = 0;
    for (size_t i = 0; i < question; i++)
        number += view->lesson->blocks[i].kind == BLOCK_PREDICT;
    return number < view->prediction_count ? view->predictions[number] : -1;
}

static const struct answer *right_one(const struct block *question)
{
    for (size_t i = 0; i < question->answer_count; i++)
        if (question->answers[i].is_right)
            return &question->answers[i];
    return NULL;
}

/* What was chosen in the block `i`; NULL: nothing, or nothing there is the right answer. */
static const struct answer *chosen_at(const struct view *view, size_t i)
{
    const struct block *block = &view->lesson->blocks[i];
    if (block->kind != BLOCK_PREDICT || !right_one(block))
        return NULL;
    int chosen = prediction_at(view, i);
    return chosen >= 0 && (size_t)chosen < block->answer_count ? &block->answers[chosen] : NULL;
}

static void put_surprise(const struct block *question, const struct answer *chosen,
                         struct rich *out, int columns, const struct canvas *canvas)
{
    const char *asked = question->text ? question->text : "";
    const char *right = right_one(question)->text;
    char *predicted = xasprintf(_("you predicted: %s"), chosen->text);
    rich_put(out, STYLE_TEXT, "\n");
    markdown_paragraph(out, asked, strlen(asked), columns, STYLE_TEXT, WITH(STYLE_WARN, CELL_BOLD),
                       "? ");
    markdown_paragraph(out, predicted, strlen(predicted), columns, STYLE_DIM, STYLE_DIM,
                       canvas->is_ascii ? "  - " : "  · ");
    markdown_paragraph(out, right, strlen(right), columns, STYLE_GOOD, STYLE_GOOD,
                       canvas->is_ascii ? "  v " : "  ✓ ");
    free(predicted);
}

void put_predictions(const struct view *view, struct rich *out, int columns,
                     const struct canvas *canvas)
{
    unsigned made = 0, right = 0;
    size_t blocks = view->lesson->block_count;
    for (size_t i = 0; i < blocks; i++) {
        const struct answer *chosen = chosen_at(view, i);
        made += chosen != NULL;
        right += chosen && chosen->is_right;
    }
    if (made == 0)
        return;
    struct text words = {0};
    if (right == made)
        text_add(&words,
                 ngettext("You made %u prediction, and it came true.",
                          "You made %u predictions, and all came true.", made),
                 made);
    else
        text_add(&words,
                 ngettext("You made %u prediction; it came otherwise, and that is what stays:",
                          "You made %u predictions, and %u came true. What came otherwise is what "
                          "stays:",
                          made),
                 made, right);
    rich_put(out, STYLE_TEXT, "\n");
    markdown_paragraph(out, text_get(&words), words.size, columns, WITH(STYLE_TEXT, CELL_BOLD),
                       STYLE_TEXT, "");
    text_release(&words);
    for (size_t i = 0; i < blocks; i++) {
        const struct answer *chosen = chosen_at(view, i);
        if (chosen && !chosen->is_right)
            put_surprise(&view->lesson->blocks[i], chosen, out, columns, canvas);
    }
}
