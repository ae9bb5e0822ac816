/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client of Redis in a few lines. A question is an array of strings, each with its length before
 * it. The answer begins with its kind: + a word, - an error, : a number, $ a string, * an array.
 */
#ifndef REDIS_H
#define REDIS_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define ANSWER 512

/* One answer as text, of an array the last element, of nothing "". Where it ends; NULL: not yet. */
static const char *answer_in(const char *at, const char *end, char text[ANSWER])
{
    const char *line = memchr(at, '\n', (size_t)(end - at));
    if (!line)
        return NULL;
    int n = atoi(at + 1);
    *text = '\0';
    line++;
    if (*at == '$' && n >= 0) {
        if (end - line < n + 2)
            return NULL;
        snprintf(text, ANSWER, "%.*s", n, line);
        return line + n + 2;
    }
    if (*at == '*') {
        for (int i = 0; line && i < n; i++)
            line = answer_in(line, end, text);
        return line;
    }
    if (*at != '$')
        snprintf(text, ANSWER, "%.*s", (int)(line - at) - 3, at + 1);
    return line;
}

/* Asks for ask(redis, "GET", "key", NULL), and waits for the answer: good until the next question.
 */
static const char *ask(int redis, const char *word, ...)
{
    static char text[ANSWER];
    char question[2 * ANSWER] = "", got[2 * ANSWER];
    int words = 0;
    va_list rest;
    va_start(rest, word);
    for (; word; word = va_arg(rest, const char *), words++)
        snprintf(question + strlen(question), sizeof(question) - strlen(question), "$%zu\r\n%s\r\n",
                 strlen(word), word);
    va_end(rest);
    snprintf(got, sizeof(got), "*%d\r\n", words);
    memmove(question + strlen(got), question, strlen(question) + 1);
    memcpy(question, got, strlen(got));
    if (send(redis, question, strlen(question), MSG_NOSIGNAL) < 0)
        exit(1);
    for (size_t n = 0; n < sizeof(got);) {
        ssize_t more = recv(redis, got + n, sizeof(got) - n, 0);
        if (more <= 0)
            exit(1); /* the engine has gone */
        n += (size_t)more;
        if (answer_in(got, got + n, text))
            return text;
    }
    return "";
}

#endif
