/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/view/turns.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "event/verdict.h"

void turns_release(struct turns *turns)
{
    text_release(&turns->bytes);
}

void turns_clear(struct turns *turns)
{
    text_clear(&turns->bytes);
}

size_t turns_count(const struct turns *turns)
{
    return turns->bytes.size / sizeof(struct turn);
}

struct turn turns_get(const struct turns *turns, size_t i)
{
    struct turn turn;
    assert(i < turns_count(turns));
    memcpy(&turn, turns->bytes.data + i * sizeof(turn), sizeof(turn));
    return turn;
}

void turns_add(struct turns *turns, struct turn turn)
{
    text_put_bytes(&turns->bytes, (const char *)&turn, sizeof(turn));
}

void turns_drop_last(struct turns *turns)
{
    assert(turns->bytes.size >= sizeof(struct turn));
    turns->bytes.size -= sizeof(struct turn);
}

void turns_read(struct turns *turns, const char *schedule)
{
    turns_clear(turns);
    while (*schedule) {
        struct turn turn = {.letter = *schedule++};
        bool is_signal = *schedule == '=';
        bool is_turn = isalpha((unsigned char)turn.letter) && *schedule != '@';
        unsigned long number = is_turn ? strtoul(schedule + is_signal, NULL, 10) : 0;
        schedule += strcspn(schedule, " ");
        schedule += strspn(schedule, " ");
        if (is_signal) {
            turn.signal = number <= UINT8_MAX ? (uint8_t)number : 0;
            number = turn.signal > 0;
        }
        for (unsigned long i = 0; i < number && turns_count(turns) < VERDICT_SCHEDULE_BYTES; i++)
            turns_add(turns, turn);
    }
}

/* How many from i on are the same steps of one thread. */
static size_t run_of(const struct turns *turns, size_t i)
{
    struct turn first = turns_get(turns, i);
    size_t n = 1;
    while (!first.signal && i + n < turns_count(turns)) {
        struct turn turn = turns_get(turns, i + n);
        if (turn.letter != first.letter || turn.signal)
            break;
        n++;
    }
    return n;
}

char *turns_write(const struct turns *turns, const char *learned)
{
    struct text out = {0};
    for (size_t i = 0; i < turns_count(turns);) {
        struct turn turn = turns_get(turns, i);
        size_t n = run_of(turns, i);
        text_put(&out, i ? " " : "");
        if (turn.signal)
            text_add(&out, "%c=%u", turn.letter, turn.signal);
        else
            text_add(&out, "%c%zu", turn.letter, n);
        i += n;
    }
    for (const char *at = strchr(learned, '@'); at; at = strchr(at + 1, '@')) {
        const char *word = at > learned ? at - 1 : at;
        text_add(&out, "%s%.*s", out.size ? " " : "", (int)strcspn(word, " "), word);
    }
    return text_give(&out);
}
