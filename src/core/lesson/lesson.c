/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A lesson as the rest of the tutor sees it: found in its folder, asked for its parts, freed.
 * lesson_parse.c reads the page, lesson_act.c knows what an act may say.
 */
#include "core/lesson/lesson.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"

static bool is_language(const char *lang)
{
    if (!lang || !*lang)
        return false;
    for (; *lang; lang++) /* it becomes part of a path */
        if (!isalnum((unsigned char)*lang) && *lang != '_' && *lang != '-')
            return false;
    return true;
}

/* "lint ." has no name in its path: ask where it is. */
static void name_by_place(struct lesson *lesson)
{
    if (strcmp(lesson->name, ".") != 0 && strcmp(lesson->name, "..") != 0)
        return;
    char *real = realpath(lesson->dir, NULL);
    const char *last = real ? strrchr(real, '/') : NULL;
    if (last && last[1]) {
        free(lesson->name);
        lesson->name = xstrdup(last + 1);
    }
    free(real);
}

struct lesson *lesson_load(const char *dir, const char *lang, struct err *err)
{
    size_t n = strlen(dir);
    while (n > 1 && dir[n - 1] == '/')
        n--;
    char *path = NULL;
    struct text bytes = {0};
    int result = -1;
    errno = ENOENT;
    if (is_language(lang)) {
        path = xasprintf("%.*s/lesson.%s.md", (int)n, dir, lang);
        result = file_read(path, LESSON_LIMIT, &bytes, err);
    }
    if (result != 0 && (errno == ENOENT || !path)) {
        free(path);
        path = xasprintf("%.*s/lesson.md", (int)n, dir);
        result = file_read(path, LESSON_LIMIT, &bytes, err);
    }
    struct lesson *lesson = NULL;
    if (result == 0)
        lesson = lesson_parse(dir, path, text_get(&bytes), bytes.size, err);
    if (lesson)
        name_by_place(lesson);
    text_release(&bytes);
    free(path);
    return lesson;
}

static void keys_free(struct lesson_key *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(keys[i].key);
        free(keys[i].value);
    }
    free(keys);
}

static void block_release(struct block *block)
{
    free(block->text);
    for (size_t i = 0; i < block->word_count; i++)
        free(block->words[i]);
    free(block->words);
    keys_free(block->keys, block->key_count);
    for (size_t i = 0; i < block->answer_count; i++)
        free(block->answers[i].text);
    free(block->answers);
}

void lesson_free(struct lesson *lesson)
{
    if (!lesson)
        return;
    for (size_t i = 0; i < lesson->block_count; i++)
        block_release(&lesson->blocks[i]);
    free(lesson->blocks);
    keys_free(lesson->parameters, lesson->parameter_count);
    free(lesson->name);
    free(lesson->dir);
    free(lesson->path);
    free(lesson->title);
    free(lesson->chapter);
    free(lesson->course);
    free(lesson->after);
    free(lesson->summary);
    free(lesson);
}

const char *act_word(enum block_kind kind)
{
    static const char *const words[] = {[BLOCK_PROSE] = "",
#define X(name, word) [BLOCK_##name] = word,
                                        ACT_KINDS(X)
#undef X
    };
    return words[kind];
}

bool block_is_act(const struct block *block)
{
    return block->kind != BLOCK_PROSE && block->kind != BLOCK_NOTES;
}

size_t lesson_act(const struct lesson *lesson, int n)
{
    for (size_t i = 0; i < lesson->block_count; i++)
        if (block_is_act(&lesson->blocks[i]) && --n == 0)
            return i;
    return 0;
}

bool block_has_program(const struct block *block)
{
    return block->kind == BLOCK_RUN || block->kind == BLOCK_STEP || block->kind == BLOCK_EXPLORE;
}

const char *block_get(const struct block *block, const char *key, const char *otherwise)
{
    for (size_t i = 0; i < block->key_count; i++)
        if (strcmp(block->keys[i].key, key) == 0)
            return block->keys[i].value;
    return otherwise;
}
