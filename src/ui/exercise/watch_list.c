/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exercises on a terminal that is too small for all of them: a lesson takes a line, or as many
 * as its exercises need, and of the lines those are shown that stand around the one at hand.
 */
#include "ui/exercise/watch_list.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "ui/exercise/checking.h"

enum { INDENT = 20, AROUND = 7 }; /* rows for the figures, the name, the keys, blank lines */

struct lines {
    char **list;
    size_t count, capacity;
    size_t at_hand; /* the line of the exercise at hand */
};

static void add_line(struct lines *lines, struct text *line)
{
    GROW(lines->list, lines->count, lines->capacity);
    lines->list[lines->count++] = text_give(line);
}

static void pad(struct text *line, int columns)
{
    for (int width = text_width(text_get(line)); width < columns; width++)
        text_put_char(line, ' ');
}

/* "  race              [x] protect  [ ] once", from exercise `first` on; returns the one behind. */
static size_t add_lesson(struct lines *lines, struct tutor *tutor, size_t first,
                         const struct exercise *at_hand, int columns)
{
    const struct exercises *all = tutor_exercises(tutor);
    const char *lesson = all->list[first]->lesson;
    struct text line = {0};
    text_add(&line, "  %s ", lesson);
    size_t i = first;
    for (; i < all->count && strcmp(all->list[i]->lesson, lesson) == 0; i++) {
        const struct exercise *exercise = all->list[i];
        char *words = xasprintf("%s %s%s", exercise_mark(exercise_state(tutor->progress, exercise)),
                                exercise->name, exercise == at_hand ? " <" : "");
        if (i > first && text_width(text_get(&line)) + text_width(words) + 2 > columns)
            add_line(lines, &line);
        pad(&line, INDENT);
        text_add(&line, "%s  ", words);
        if (exercise == at_hand)
            lines->at_hand = lines->count;
        free(words);
    }
    add_line(lines, &line);
    return i;
}

static const char *chapter_of(struct tutor *tutor, const char *lesson)
{
    const struct catalog_entry *entry = catalog_find(tutor_catalog(tutor), lesson);
    return entry ? entry->chapter : "";
}

static void make(struct lines *lines, struct tutor *tutor, const struct exercise *at_hand,
                 int columns)
{
    const char *before = "";
    for (size_t i = 0; i < tutor_exercises(tutor)->count;) {
        const char *chapter = chapter_of(tutor, tutor_exercises(tutor)->list[i]->lesson);
        if (strcmp(chapter, before) != 0) {
            struct text line = {0};
            text_put(&line, chapter);
            add_line(lines, &line);
        }
        before = chapter;
        i = add_lesson(lines, tutor, i, at_hand, columns);
    }
}

void watch_list(struct tutor *tutor, const struct exercise *at_hand)
{
    struct winsize size;
    struct lines lines = {0};
    bool is_terminal = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    make(&lines, tutor, at_hand, is_terminal ? size.ws_col : 80);
    size_t rows = !is_terminal               ? lines.count
                  : size.ws_row > AROUND + 1 ? (size_t)(size.ws_row - AROUND)
                                             : 1;
    rows = rows < lines.count ? rows : lines.count;
    size_t first = lines.at_hand > rows / 2 ? lines.at_hand - rows / 2 : 0;
    first = first + rows > lines.count ? lines.count - rows : first;
    size_t solved = 0, count = tutor_exercises(tutor)->count;
    for (size_t i = 0; i < count; i++)
        solved += *exercise_state(tutor->progress, tutor_exercises(tutor)->list[i]) == 's';
    for (size_t i = first; i < first + rows; i++)
        tutor_say(tutor, "%s\n", lines.list[i]);
    if (rows < lines.count)
        tutor_say(tutor, _("%zu of %zu solved; all of them: conc-tutor exercise list\n"), solved,
                  count);
    else
        tutor_say(tutor, _("%zu of %zu solved\n"), solved, count);
    for (size_t i = 0; i < lines.count; i++)
        free(lines.list[i]);
    free(lines.list);
}
