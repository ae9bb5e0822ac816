/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What Tab offers at the prompt: the words of commands, lessons, settings, exercises.
 */
#include <stdlib.h>
#include <string.h>

#include "ui/line/command.h"
#include "ui/session/session_state.h"

static const char *nth_command(int i)
{
    return i < (int)command_count ? commands[i]->name : NULL;
}

static const char *nth_lesson(struct session *s, int i)
{
    return i < (int)tutor_catalog(s->tutor)->count ? tutor_catalog(s->tutor)->entries[i].name
                                                   : NULL;
}

static const char *nth_setting(struct session *s, int i)
{
    static const char *const keys[] = {"place=spread", "place=one", "place=free",
                                       "times=",       "speed=",    "budget="};
    int count = (int)(sizeof(keys) / sizeof(*keys));
    if (i < count)
        return keys[i];
    if (!s->lesson || (size_t)(i - count) >= s->lesson->parameter_count)
        return NULL;
    return s->lesson->parameters[i - count].key;
}

static const char *nth_verb(int i)
{
    static const char *const verbs[] = {"list",  "start",    "check", "hint",
                                        "reset", "solution", "show"};
    return i < (int)(sizeof(verbs) / sizeof(*verbs)) ? verbs[i] : NULL;
}

static const char *nth_exercise(struct session *s, int i)
{
    return i < (int)tutor_exercises(s->tutor)->count ? tutor_exercises(s->tutor)->list[i]->name
                                                     : NULL;
}

static const struct command *command_of(const char *line)
{
    line += strspn(line, " :");
    char *name = xstrndup(line, strcspn(line, " "));
    const struct command *command = command_find(name);
    free(name);
    return command;
}

bool session_takes_file(void *context, const char *line, int word)
{
    (void)context;
    const struct command *command = word > 0 ? command_of(line) : NULL;
    return command && (command->words == WORDS_FILE || command->words == WORDS_TARGET);
}

const char *session_candidate(void *context, const char *line, int word, int i)
{
    struct session *s = context;
    if (word == 0)
        return nth_command(i);
    const struct command *command = command_of(line);
    if (!command)
        return NULL;
    switch (command->words) {
    case WORDS_LESSON:
    case WORDS_TARGET:
        return word == 1 ? nth_lesson(s, i) : NULL;
    case WORDS_COMMAND:
        return word == 1 ? nth_command(i) : NULL;
    case WORDS_SETTING:
        return nth_setting(s, i);
    case WORDS_EXERCISE:
        return word == 1 ? nth_verb(i) : word == 2 ? nth_exercise(s, i) : NULL;
    case WORDS_FILE:
    case WORDS_NONE:
        return NULL;
    }
    return NULL;
}
