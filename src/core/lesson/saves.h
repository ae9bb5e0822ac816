/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * When was a file saved? Editors write into it, write another and rename it, or write slowly; some
 * file systems tell nothing. So two senses: inotify on the folder wakes us, and every so often the
 * file is looked at all the same. What counts is neither, but the content: it is taken when it has
 * been at rest for a moment, and told only if it is another than before.
 *
 * Never blocks: poll saves_fd() (-1: deaf) at most saves_patience_ms(), then call saves_turn().
 */
#ifndef CORE_LESSON_SAVES_H
#define CORE_LESSON_SAVES_H

#include <stdbool.h>

#include "core/base/err.h"
#include "core/base/text.h"

struct saves;

/* The file need not be there yet; its folder has to. */
struct saves *saves_open(const char *path, struct err *err);
void saves_free(struct saves *saves); /* NULL is fine */
int saves_fd(const struct saves *saves);
int saves_patience_ms(const struct saves *saves);
/* True: it has another content than the last time; saves_content() is it. */
bool saves_turn(struct saves *saves);
const struct text *saves_content(const struct saves *saves); /* lent until the next turn */
/* What is there counts as not yet told. */
void saves_forget(struct saves *saves);

#endif
