/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any bytes as a lesson's page: read or refused with a line, never a crash. What was read is then
 * looked at through every function that a caller has.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/lesson/lesson.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err err = {0};
    struct lesson *lesson = lesson_parse("lessons/x", "x.md", (const char *)data, size, &err);
    if (!lesson) {
        must(strncmp(err.text, "x.md:", 5) == 0 && atoi(err.text + 5) > 0);
        return 0;
    }
    int line = 0;
    for (size_t i = 0; i < lesson->block_count; i++) {
        const struct block *block = &lesson->blocks[i];
        must(block->line > line);
        line = block->line;
        must(block->kind == BLOCK_PROSE || *act_word(block->kind));
        must(block_get(block, "name", "") != NULL);
        for (size_t w = 0; w < block->word_count; w++)
            free(lesson_word(lesson, block->words[w], NULL));
        must(block->kind != BLOCK_PREDICT || block->answer_count >= 2);
    }
    for (size_t i = 0; i < lesson->parameter_count; i++) {
        struct parameter parameter;
        must(lesson_parameter(lesson, lesson->parameters[i].key, &parameter));
        must(parameter.least <= parameter.value && parameter.value <= parameter.most);
    }
    lesson_free(lesson);
    return 0;
}
