/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "core/lesson/course.h"
#include "ui/exercise/checking.h"
#include "ui/line/command.h"

static const char *state_of(struct tutor *tutor, const char *lesson)
{
    if (progress_has(tutor->progress, PROGRESS_FINISHED, lesson))
        return "finished";
    return progress_has(tutor->progress, PROGRESS_STARTED, lesson) ? "started" : "new";
}

static void list_json(struct tutor *tutor)
{
    for (size_t i = 0; i < tutor_catalog(tutor)->count; i++) {
        const struct catalog_entry *entry = &tutor_catalog(tutor)->entries[i];
        struct text line = {0};
        text_put_char(&line, '{');
        text_put_member(&line, "id", entry->name);
        text_put_member(&line, "title", entry->title);
        text_put_member(&line, "chapter", entry->chapter);
        if (*entry->course) {
            text_put_member(&line, "course", entry->course);
        }
        text_put_member(&line, "summary", entry->summary);
        text_add(&line, ",\"state\":\"%s\"", state_of(tutor, entry->name));
        unsigned solved,
            count = exercises_of(tutor_exercises(tutor), tutor->progress, entry->name, &solved);
        text_add(&line, ",\"exercises\":%u,\"solved\":%u", count, solved);
        if (entry->problem) {
            text_put_member(&line, "problem", entry->problem);
        }
        tutor_say(tutor, "%s}\n", text_get(&line));
        text_release(&line);
    }
}

/* Columns of the longest name. */
static int name_columns(const struct catalog *catalog)
{
    int columns = 0;
    for (size_t i = 0; i < catalog->count; i++) {
        int width = text_width(catalog->entries[i].name);
        columns = width > columns ? width : columns;
    }
    return columns;
}

static const char *mark_of(struct tutor *tutor, const struct catalog_entry *entry)
{
    const char *state = state_of(tutor, entry->name);
    return *state == 'f' ? "[x]" : *state == 's' ? "[-]" : "[ ]";
}

/* A course is one path, whatever the chapters of its lessons: it stands before them all. */
static void list_course(struct tutor *tutor, const char *course, int columns)
{
    const struct catalog *catalog = tutor_catalog(tutor);
    unsigned finished, lessons = course_lessons(catalog, tutor->progress, course, &finished);
    tutor_say(tutor,
              ngettext("%s: one path, %u lesson, %u finished\n",
                       "%s: one path, %u lessons, %u finished\n", lessons),
              course, lessons, finished);
    for (size_t i = 0; i < catalog->count; i++) {
        const struct catalog_entry *entry = &catalog->entries[i];
        if (strcmp(entry->course, course) == 0)
            tutor_say(tutor, "  %s %-*s %s\n", mark_of(tutor, entry), columns, entry->name,
                      entry->title);
    }
    tutor_say(tutor, "\n");
}

static void list_courses(struct tutor *tutor, int columns)
{
    const struct catalog *catalog = tutor_catalog(tutor);
    for (size_t i = 0; i < catalog->count; i++) {
        const char *course = catalog->entries[i].course;
        size_t first = 0;
        while (strcmp(catalog->entries[first].course, course) != 0)
            first++;
        if (*course && first == i)
            list_course(tutor, course, columns);
    }
}

static void list_plain(struct tutor *tutor)
{
    const char *chapter = NULL;
    int columns = name_columns(tutor_catalog(tutor));
    list_courses(tutor, columns);
    for (size_t i = 0; i < tutor_catalog(tutor)->count; i++) {
        const struct catalog_entry *entry = &tutor_catalog(tutor)->entries[i];
        if (!chapter || strcmp(chapter, entry->chapter) != 0)
            tutor_say(tutor, "%s%s\n", i ? "\n" : "",
                      *entry->chapter ? entry->chapter : _("lessons"));
        chapter = entry->chapter;
        tutor_say(tutor, "  %s %-*s %s\n", mark_of(tutor, entry), columns, entry->name,
                  entry->problem ? entry->problem : entry->title);
        if (!entry->problem && *entry->summary)
            tutor_say(tutor, "      %-*s %s\n", columns, "", entry->summary);
        unsigned solved,
            count = exercises_of(tutor_exercises(tutor), tutor->progress, entry->name, &solved);
        if (count > 0)
            tutor_say(tutor,
                      ngettext("      %*s %u exercise, %u solved\n",
                               "      %*s %u exercises, %u solved\n", count),
                      columns, "", count, solved);
    }
    if (tutor_catalog(tutor)->count == 0)
        tutor_say(tutor,
                  _("There are no lessons here. Lessons are looked for in CONC_TUTOR_PATH and in "
                    "'%s'.\n"),
                  tutor->lessons);
    else
        tutor_say(tutor, _("\nTake one with: lesson NAME    [x] finished  [-] begun\n"));
}

static int list_run(struct tutor *tutor, int argc, char **argv)
{
    (void)argc;
    (void)argv;
    if (tutor->options.form == FORM_JSON)
        list_json(tutor);
    else
        list_plain(tutor);
    return STATUS_OK;
}

const struct command cmd_list = {
    .name = "list",
    .arguments = "",
    .summary = N_("chapters and lessons, with what you have done"),
    .help =
        N_("With --json, one object a line: id, title, chapter, course (where it is part of one), "
           "summary, state (new, started, finished), exercises, solved."),
    .example = "list",
    .run = list_run,
};
