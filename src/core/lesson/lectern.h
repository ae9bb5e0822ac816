/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a lesson stands, told from one terminal to another of the same user, so that the speaker's
 * notes can follow it. Each session keeps a small file, sessions/PID in the state folder (state.h),
 * locked as long as the session lives: a file without its lock was left by one that died.
 *
 * Nothing waits here: files are small, and locks are only asked for, never waited for.
 */
#ifndef CORE_LESSON_LECTERN_H
#define CORE_LESSON_LECTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/base/err.h"

/* X(NAME, "word in the file") */
#define LECTERN_MOMENTS(X)                                                                         \
    X(READING, "reading")                                                                          \
    X(ASKING, "asking")                                                                            \
    X(RUNNING, "running")                                                                          \
    X(DONE, "done")                                                                                \
    X(END, "end")

enum lectern_moment {
#define X(name, word) LECTERN_##name,
    LECTERN_MOMENTS(X)
#undef X
        LECTERN_MOMENT_COUNT
};

/* --- the one who teaches ------------------------------------------------------------------------
 */

struct lectern;

/* Also removes what dead sessions have left. NULL where there is no place for it. */
struct lectern *lectern_open(void);
/* The lesson in folder `dir` (NULL: none is taken now), in the language of `lang` (NULL: by
 * default), stands at `block`. Costs nothing if that was told last. -1 with err, and nothing is
 * told from then on. NULL is fine. */
int lectern_tell(struct lectern *lectern, const char *dir, const char *lang, size_t block,
                 enum lectern_moment moment, struct err *err);
void lectern_close(struct lectern *lectern); /* removes its file; NULL is fine */

/* --- the one who follows ------------------------------------------------------------------------
 */

struct lectern_place {
    char *dir, *lang; /* lang NULL: by default */
    size_t block;
    enum lectern_moment moment;
    pid_t pid; /* of the session */
};

/* The lesson that moved last, of all that are taken now. False: none is. Release in both cases. */
bool lectern_find(struct lectern_place *out);
void lectern_place_release(struct lectern_place *place);
bool lectern_places_are_equal(const struct lectern_place *a, const struct lectern_place *b);

/* A descriptor that is ready when something may have moved; a session that was killed is not always
 * noticed by it. -1: there is none here; look now and then. */
int lectern_watch(void);
void lectern_watched(int fd); /* takes what made it ready */

#endif
