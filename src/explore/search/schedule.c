/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/search/schedule.h"

#include <string.h>

#include "explore/calls/signals.h"
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/search.h"

uint32_t schedule_count;

static uint8_t *schedule_threads, *schedule_signals;

static char letter_of(unsigned thread)
{
    static const char letters[] = "mabcdefghijklnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    return letters[thread];
}

static int thread_of(char letter)
{
    for (unsigned i = 0; i < THREADS; i++)
        if (letter_of(i) == letter)
            return (int)i;
    return NOBODY;
}

/* Appends "a12 "; false if there is no room. */
static bool put_turn(char *out, size_t size, size_t *at, unsigned thread, uint32_t count, char mark)
{
    char digits[12];
    size_t n = 0;
    do
        digits[n++] = (char)('0' + count % 10);
    while ((count /= 10) > 0);
    if (*at + n + 4 > size)
        return false;
    if (*at > 0)
        out[(*at)++] = ' ';
    out[(*at)++] = letter_of(thread);
    if (mark)
        out[(*at)++] = mark;
    while (n > 0)
        out[(*at)++] = digits[--n];
    out[*at] = '\0';
    return true;
}

void schedule_format(char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < engine.depth;) {
        uint32_t first = i++;
        unsigned thread = steps[first].op.thread;
        int number = signals_of(&steps[first].op);
        while (!number && i < engine.depth && steps[i].op.thread == thread &&
               !signals_of(&steps[i].op))
            i++;
        if (!put_turn(out, size, &at, thread, number ? (uint32_t)number : i - first,
                      number ? '=' : '\0')) {
            out[0] = '\0';
            return;
        }
    }
    if (engine.fail_at > 0 && !put_turn(out, size, &at, engine.fail_thread, engine.fail_at, '@'))
        out[0] = '\0';
}

bool schedule_parse(const char *text)
{
    if (!schedule_threads) {
        schedule_threads = engine_reserve(EVENTS_MOST);
        schedule_signals = engine_reserve(EVENTS_MOST);
    }
    schedule_count = 0;
    engine.fail_at = 0;
    while (*text) {
        if (*text == ' ') {
            text++;
            continue;
        }
        int thread = thread_of(*text++);
        uint32_t count = 0;
        bool fails = *text == '@', is_signal = *text == '=';
        text += fails || is_signal;
        if (thread == NOBODY || *text < '0' || *text > '9')
            return false;
        for (; *text >= '0' && *text <= '9' && count < EVENTS_MOST; text++)
            count = count * 10 + (uint32_t)(*text - '0');
        if (count > EVENTS_MOST - schedule_count || (*text && *text != ' '))
            return false;
        if (fails) {
            engine.fail_thread = (unsigned)thread;
            engine.fail_at = count;
            continue;
        }
        if (is_signal && !signals_is_number((int)count))
            return false;
        uint8_t number = is_signal ? (uint8_t)count : 0;
        count = is_signal ? 1 : count;
        memset(schedule_threads + schedule_count, thread, count);
        memset(schedule_signals + schedule_count, number, count);
        schedule_count += count;
    }
    return true;
}

bool schedule_can_go_on(void)
{
    uint32_t index = schedule_threads[engine.depth];
    uint8_t number = schedule_signals[engine.depth];
    if (index >= engine.count)
        return false;
    struct thread *thread = &engine.threads[index];
    return number ? (signals_due(thread) & SIGNAL_BIT(number)) != 0 : engine_may_go(thread);
}

struct thread *schedule_next(void)
{
    struct choice choice = {schedule_threads[engine.depth], schedule_signals[engine.depth]};
    if (schedule_can_go_on())
        return choice.signal ? search_take(choice) : &engine.threads[choice.thread];
    report_diverged(0);
    engine.ending = END_DIVERGED;
    return NULL;
}
