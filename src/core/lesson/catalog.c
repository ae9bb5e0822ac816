/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lessons that are there, in the order in which a learner takes them:
 *
 * - Chapters: one that has a lesson `after:` a lesson of another chapter comes behind that chapter;
 *   where this leaves a choice, the smallest `order:` among its lessons decides, then its name.
 *   Lessons without a chapter (and pages that cannot be read) come last.
 * - Inside a chapter: a lesson comes behind the one that it names in `after:`; where this leaves a
 *   choice, `order:` decides (1, 2, ...; those without one behind), then the name.
 * - A circle of `after:` is cut where the same two rules say; an `after:` that names no lesson
 * found here is as good as none.
 *
 * So the order depends on the pages alone, never on the order in which a disk lists them.
 */
#include "core/lesson/catalog.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/text.h"

#define CATALOG_LIMIT 1000 /* lessons; more than that is a mistake in a path */

/* --- what is there -----------------------------------------------------------------------------
 */

static bool has_name(const struct catalog *catalog, const char *name)
{
    return catalog_find(catalog, name) != NULL;
}

/* `name`, `dir` and `problem` are given to the entry. */
static struct catalog_entry *add_entry(struct catalog *catalog, char *name, char *dir,
                                       char *problem)
{
    catalog->entries = xrealloc(catalog->entries, (catalog->count + 1) * sizeof(*catalog->entries));
    struct catalog_entry *entry = &catalog->entries[catalog->count++];
    *entry = (struct catalog_entry){.name = name, .dir = dir, .problem = problem};
    return entry;
}

/* A name that can be typed as one word and shown as it is. */
static bool is_plain_name(const char *name)
{
    for (const char *c = name; *c; c++)
        if (!isalnum((unsigned char)*c) && !strchr("._-", *c))
            return false;
    return isalnum((unsigned char)*name) && strlen(name) <= 64;
}

static char *quoted(const char *name)
{
    struct text text = {0};
    text_put_quoted(&text, name, strlen(name), 64);
    return text_give(&text);
}

static void add_lesson(struct catalog *catalog, const char *folder, const char *name,
                       const char *lang)
{
    if (!is_plain_name(name)) {
        add_entry(catalog, quoted(name), xasprintf("%s/%s", folder, name),
                  xstrdup(_("a lesson's folder is named with letters, digits, '.', '_' and '-'")));
        return;
    }
    if (has_name(catalog, name))
        return; /* the first path wins */
    struct err err = {0};
    char *dir = xasprintf("%s/%s", folder, name);
    struct lesson *lesson = lesson_load(dir, lang, &err);
    struct catalog_entry *entry =
        add_entry(catalog, xstrdup(name), dir, lesson ? NULL : xstrdup(err.text));
    entry->title = xstrdup(lesson && *lesson->title ? lesson->title : name);
    entry->chapter = xstrdup(lesson ? lesson->chapter : "");
    entry->course = xstrdup(lesson ? lesson->course : "");
    entry->summary = xstrdup(lesson ? lesson->summary : "");
    entry->after = xstrdup(lesson ? lesson->after : "");
    entry->order = lesson ? lesson->order : 0;
    lesson_free(lesson);
}

/* A folder is a lesson if it has a page; one that we may not look into might have. */
static bool has_page(int folder, const char *name)
{
    char page[NAME_MAX + sizeof("/lesson.md")];
    snprintf(page, sizeof(page), "%s/lesson.md", name);
    return faccessat(folder, page, F_OK, 0) == 0 || errno == EACCES;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names of the lessons in a folder, sorted. */
static char **list_folder(DIR *folder, size_t *count)
{
    char **names = NULL;
    size_t capacity = 0;
    *count = 0;
    for (struct dirent *item; (item = readdir(folder));) {
        if (item->d_name[0] == '.' || !has_page(dirfd(folder), item->d_name))
            continue;
        GROW(names, *count, capacity);
        names[(*count)++] = xstrdup(item->d_name);
    }
    if (*count > 0)
        qsort(names, *count, sizeof(*names), by_name);
    return names;
}

static void add_folder(struct catalog *catalog, const char *path, const char *lang)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        struct err err = {0};
        err_sys(&err, _("cannot read the folder of lessons"));
        add_entry(catalog, quoted(path), xstrdup(path), xstrdup(err.text));
        if (fd >= 0)
            close(fd); /* nothing was written */
        return;
    }
    size_t count;
    char **names = list_folder(folder, &count);
    closedir(folder); /* it was only read */
    for (size_t i = 0; i < count; i++) {
        if (catalog->count < CATALOG_LIMIT)
            add_lesson(catalog, path, names[i], lang);
        else if (catalog->count == CATALOG_LIMIT)
            add_entry(catalog, quoted(path), xstrdup(path),
                      xasprintf(_("more than %d lessons: the rest is left out"), CATALOG_LIMIT));
        free(names[i]);
    }
    free(names);
}

/* --- in which order ------------------------------------------------------------------------------
 */

/* What is put in order: lessons of one chapter, or chapters. `before[i * count + j]`: j before i.
 */
struct ordering {
    size_t count;
    const char **names;
    int *orders; /* 0: none, comes behind those that have one */
    bool *before;
    size_t *places; /* the result: places[k] is the item that comes as number k */
};

static void ordering_init(struct ordering *ordering, size_t count)
{
    *ordering = (struct ordering){
        .count = count,
        .names = xcalloc(count, sizeof(*ordering->names)),
        .orders = xcalloc(count, sizeof(*ordering->orders)),
        .before = xcalloc(count * count, sizeof(*ordering->before)),
        .places = xcalloc(count, sizeof(*ordering->places)),
    };
}

static void ordering_release(struct ordering *ordering)
{
    free(ordering->names);
    free(ordering->orders);
    free(ordering->before);
    free(ordering->places);
}

static bool comes_first(const struct ordering *ordering, size_t a, size_t b)
{
    bool has_name_a = *ordering->names[a], has_name_b = *ordering->names[b];
    if (has_name_a != has_name_b)
        return has_name_a; /* what has no chapter is last, also where a circle is cut */
    unsigned order_a = (unsigned)ordering->orders[a] - 1u; /* none is the largest */
    unsigned order_b = (unsigned)ordering->orders[b] - 1u;
    if (order_a != order_b)
        return order_a < order_b;
    return strcmp(ordering->names[a], ordering->names[b]) < 0;
}

static bool must_wait(const struct ordering *ordering, const bool *is_placed, size_t item)
{
    for (size_t j = 0; j < ordering->count; j++)
        if (j != item && !is_placed[j] && ordering->before[item * ordering->count + j])
            return true;
    return false;
}

/* Again and again the first of those that wait for nobody; in a circle, the first of all. */
static void ordering_sort(struct ordering *ordering)
{
    size_t n = ordering->count;
    bool *is_placed = xcalloc(n, sizeof(*is_placed));
    for (size_t k = 0; k < n; k++) {
        size_t best = n, best_free = n;
        for (size_t i = 0; i < n; i++) {
            if (is_placed[i])
                continue;
            if (best == n || comes_first(ordering, i, best))
                best = i;
            if ((best_free == n || comes_first(ordering, i, best_free)) &&
                !must_wait(ordering, is_placed, i))
                best_free = i;
        }
        ordering->places[k] = best_free < n ? best_free : best;
        is_placed[ordering->places[k]] = true;
    }
    free(is_placed);
}

static const struct catalog_entry *predecessor(const struct catalog *catalog, size_t i)
{
    const char *after = catalog->entries[i].after;
    return *after ? catalog_find(catalog, after) : NULL;
}

static void order_chapters(struct catalog *catalog)
{
    struct ordering chapters;
    ordering_init(&chapters, catalog->count);
    chapters.count = 0;
    for (size_t i = 0; i < catalog->count; i++) { /* chapter_order: its number, for now */
        struct catalog_entry *entry = &catalog->entries[i];
        size_t c = 0;
        while (c < chapters.count && strcmp(chapters.names[c], entry->chapter) != 0)
            c++;
        if (c == chapters.count)
            chapters.names[chapters.count++] = entry->chapter;
        if (entry->order && (!chapters.orders[c] || entry->order < chapters.orders[c]))
            chapters.orders[c] = entry->order;
        entry->chapter_order = (int)c;
    }
    size_t n = chapters.count;
    for (size_t i = 0; i < catalog->count; i++) {
        const struct catalog_entry *entry = &catalog->entries[i], *other = predecessor(catalog, i);
        bool is_last = !*entry->chapter; /* whatever its lessons say */
        if (other && *other->chapter && !is_last)
            chapters.before[(size_t)entry->chapter_order * n + (size_t)other->chapter_order] = true;
        for (size_t c = 0; is_last && c < n; c++)
            chapters.before[(size_t)entry->chapter_order * n + c] = true;
    }
    ordering_sort(&chapters);
    int *number = xcalloc(n, sizeof(*number));
    for (size_t k = 0; k < n; k++)
        number[chapters.places[k]] = (int)k;
    for (size_t i = 0; i < catalog->count; i++)
        catalog->entries[i].chapter_order = number[catalog->entries[i].chapter_order];
    free(number);
    ordering_release(&chapters);
}

/* Puts the lessons of one chapter in order, from `first` (count of them, already side by side). */
static void order_lessons(struct catalog *catalog, size_t first, size_t count)
{
    struct ordering lessons;
    ordering_init(&lessons, count);
    struct catalog_entry *entries = catalog->entries + first;
    for (size_t i = 0; i < count; i++) {
        lessons.names[i] = entries[i].name;
        lessons.orders[i] = entries[i].order;
        for (size_t j = 0; j < count; j++)
            lessons.before[i * count + j] = strcmp(entries[i].after, entries[j].name) == 0;
    }
    ordering_sort(&lessons);
    struct catalog_entry *sorted = xcalloc(count, sizeof(*sorted));
    for (size_t k = 0; k < count; k++)
        sorted[k] = entries[lessons.places[k]];
    memcpy(entries, sorted, count * sizeof(*sorted));
    free(sorted);
    ordering_release(&lessons);
}

static int by_chapter(const void *a, const void *b)
{
    const struct catalog_entry *left = a, *right = b;
    if (left->chapter_order != right->chapter_order)
        return left->chapter_order < right->chapter_order ? -1 : 1;
    return strcmp(left->name, right->name);
}

static void put_in_order(struct catalog *catalog)
{
    if (catalog->count == 0)
        return;
    order_chapters(catalog);
    qsort(catalog->entries, catalog->count, sizeof(*catalog->entries), by_chapter);
    for (size_t first = 0, i = 1; i <= catalog->count; i++) {
        if (i < catalog->count &&
            catalog->entries[i].chapter_order == catalog->entries[first].chapter_order)
            continue;
        order_lessons(catalog, first, i - first);
        first = i;
    }
}

/* --- the catalogue -------------------------------------------------------------------------------
 */

static void default_text(char **field, const char *text)
{
    if (!*field)
        *field = xstrdup(text);
}

struct catalog *catalog_load(const char *own_dir, const char *lang)
{
    struct catalog *catalog = xcalloc(1, sizeof(*catalog));
    const char *path = getenv("CONC_TUTOR_PATH");
    for (const char *at = path ? path : ""; *at; at += *at == ':') {
        size_t n = strcspn(at, ":");
        char *folder = xstrndup(at, n);
        if (n > 0)
            add_folder(catalog, folder, lang);
        free(folder);
        at += n;
    }
    if (own_dir)
        add_folder(catalog, own_dir, lang);
    for (size_t i = 0; i < catalog->count; i++) {
        struct catalog_entry *entry = &catalog->entries[i];
        default_text(&entry->title, entry->name);
        default_text(&entry->chapter, "");
        default_text(&entry->course, "");
        default_text(&entry->summary, "");
        default_text(&entry->after, "");
    }
    put_in_order(catalog);
    return catalog;
}

void catalog_free(struct catalog *catalog)
{
    if (!catalog)
        return;
    for (size_t i = 0; i < catalog->count; i++) {
        struct catalog_entry *entry = &catalog->entries[i];
        free(entry->name);
        free(entry->dir);
        free(entry->title);
        free(entry->chapter);
        free(entry->course);
        free(entry->summary);
        free(entry->after);
        free(entry->problem);
    }
    free(catalog->entries);
    free(catalog);
}

const struct catalog_entry *catalog_find(const struct catalog *catalog, const char *name)
{
    for (size_t i = 0; i < catalog->count; i++)
        if (strcmp(catalog->entries[i].name, name) == 0)
            return &catalog->entries[i];
    return NULL;
}

const char *catalog_nearest(const struct catalog *catalog, const char *name)
{
    const char **names = xcalloc(catalog->count, sizeof(*names));
    for (size_t i = 0; i < catalog->count; i++)
        names[i] = catalog->entries[i].name;
    const char *nearest = text_nearest(name, names, catalog->count);
    free(names);
    return nearest;
}
