/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two clocks cannot be read at one moment. So the tick counter is read before and after
 * CLOCK_MONOTONIC: the true pair lies in between, and of several tries the narrowest is the best
 * one (the others were preempted or missed the cache). The error of a pair is half that width, and
 * a straight line between two pairs is nowhere worse than its ends.
 *
 * A clock that jumps back (a virtual machine that was moved) gives a pair that is not later than
 * the last; it is refused, so the map stays monotone whatever the hardware does.
 */
#include "core/trace/timebase.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "event/clock.h"

#define TRIES         9          /* readings of which the narrowest is kept */
#define FIRST_SPAN_NS 200000u    /* between the first two pairs */
#define SLOPE_SPAN_NS 500000000u /* extrapolation looks back so far for its slope */

struct pair {
    uint64_t ticks, ns;
};

struct timebase {
    struct pair *pairs; /* strictly increasing in both */
    size_t count, capacity;
    uint64_t best_width, worst_width; /* in ticks */
};

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail with this clock */
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static bool read_pair(struct timebase *timebase, struct pair *out)
{
    uint64_t best_width = UINT64_MAX;
    for (int i = 0; i < TRIES; i++) {
        uint64_t before = clock_now_after();
        uint64_t ns = monotonic_ns();
        uint64_t after = clock_now_after();
        uint64_t width = after - before;
        if (after < before || width >= best_width)
            continue;
        *out = (struct pair){before + width / 2, ns};
        best_width = width;
        if (i > 1 && width <= timebase->best_width + timebase->best_width / 8)
            break; /* as good as it gets here */
    }
    if (best_width == UINT64_MAX)
        return false;
    if (timebase->best_width == 0 || best_width < timebase->best_width)
        timebase->best_width = best_width;
    if (best_width > timebase->worst_width)
        timebase->worst_width = best_width;
    return true;
}

void timebase_mark(struct timebase *timebase)
{
    struct pair pair;
    if (!read_pair(timebase, &pair))
        return;
    if (timebase->count > 0) {
        const struct pair *last = &timebase->pairs[timebase->count - 1];
        if (pair.ticks <= last->ticks || pair.ns <= last->ns)
            return;
    }
    GROW(timebase->pairs, timebase->count, timebase->capacity);
    timebase->pairs[timebase->count++] = pair;
}

struct timebase *timebase_new(void)
{
    struct timebase *timebase = xcalloc(1, sizeof(*timebase));
    timebase_mark(timebase);
    uint64_t start = monotonic_ns();
    while (monotonic_ns() - start < FIRST_SPAN_NS)
        ; /* far enough apart for a slope; too short to be worth a sleep */
    timebase_mark(timebase);
    while (timebase->count < 2) { /* a counter that stands still: no slope, but no harm either */
        struct pair next = {clock_now(), monotonic_ns()};
        if (timebase->count > 0) {
            const struct pair *last = &timebase->pairs[timebase->count - 1];
            next = (struct pair){last->ticks + 1, last->ns + 1};
        }
        GROW(timebase->pairs, timebase->count, timebase->capacity);
        timebase->pairs[timebase->count++] = next;
    }
    return timebase;
}

void timebase_free(struct timebase *timebase)
{
    if (timebase == NULL)
        return;
    free(timebase->pairs);
    free(timebase);
}

/* One direction of the map, so that the code below exists once. */
enum direction { TO_NS, TO_TICKS };

static uint64_t from_of(const struct pair *pair, enum direction direction)
{
    return direction == TO_NS ? pair->ticks : pair->ns;
}

static uint64_t to_of(const struct pair *pair, enum direction direction)
{
    return direction == TO_NS ? pair->ns : pair->ticks;
}

/* The first of the two pairs whose line applies inside the marked time. */
static size_t segment_of(const struct timebase *timebase, uint64_t x, enum direction direction)
{
    size_t low = 0, high = timebase->count - 1;
    if (x >= from_of(&timebase->pairs[high - 1], direction))
        return high - 1; /* nearly always: events are new */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (from_of(&timebase->pairs[middle], direction) <= x)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* A pair long enough before the last one for a slope that is not noise. */
static const struct pair *slope_start(const struct timebase *timebase)
{
    const struct pair *last = &timebase->pairs[timebase->count - 1];
    size_t low = 0, high = timebase->count - 1; /* binary search for the newest old enough */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (last->ns - timebase->pairs[middle].ns >= SLOPE_SPAN_NS)
            low = middle;
        else
            high = middle;
    }
    return &timebase->pairs[low];
}

static uint64_t scale(uint64_t delta, uint64_t to, uint64_t from)
{
    unsigned __int128 product = (unsigned __int128)delta * to / from;
    return product > UINT64_MAX ? UINT64_MAX : (uint64_t)product;
}

static uint64_t map(const struct timebase *timebase, uint64_t x, enum direction direction)
{
    const struct pair *first = &timebase->pairs[0], *last = &timebase->pairs[timebase->count - 1];
    const struct pair *p, *q, *anchor;
    if (x > from_of(last, direction)) {
        p = slope_start(timebase), q = last, anchor = last;
    } else if (x < from_of(first, direction)) {
        p = first, q = last, anchor = first;
    } else {
        p = &timebase->pairs[segment_of(timebase, x, direction)], q = p + 1, anchor = p;
    }
    uint64_t run = from_of(q, direction) - from_of(p, direction);
    uint64_t rise = to_of(q, direction) - to_of(p, direction);
    uint64_t x0 = from_of(anchor, direction), y0 = to_of(anchor, direction);
    if (x < x0) {
        uint64_t down = scale(x0 - x, rise, run);
        return down > y0 ? 0 : y0 - down;
    }
    uint64_t up = scale(x - x0, rise, run);
    return up > UINT64_MAX - y0 ? UINT64_MAX : y0 + up;
}

uint64_t timebase_ns(const struct timebase *timebase, uint64_t ticks)
{
    return map(timebase, ticks, TO_NS);
}

uint64_t timebase_ticks(const struct timebase *timebase, uint64_t ns)
{
    return map(timebase, ns, TO_TICKS);
}

uint64_t timebase_error_ns(const struct timebase *timebase)
{
    const struct pair *first = &timebase->pairs[0], *last = &timebase->pairs[timebase->count - 1];
    return scale(timebase->worst_width / 2 + 1, last->ns - first->ns, last->ticks - first->ticks) +
           1;
}

#if defined(__x86_64__)

/* Is `word` one of the words of the first line of the file that starts with `key`? */
static bool file_has_word(const char *path, const char *key, const char *word)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    char *line = NULL;
    size_t capacity = 0;
    bool found = false;
    while (getline(&line, &capacity, file) > 0) {
        if (strncmp(line, key, strlen(key)) != 0)
            continue;
        char *rest = NULL;
        for (char *w = strtok_r(line, " \t\n", &rest); w && !found;
             w = strtok_r(NULL, " \t\n", &rest))
            found = strcmp(w, word) == 0;
        break;
    }
    free(line);
    (void)fclose(file); /* was only read */
    return found;
}

bool timebase_clock_is_steady(struct text *why)
{
    static const char cpus[] = "/proc/cpuinfo";
    static const char source[] = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
    if (!file_has_word(cpus, "flags", "constant_tsc") ||
        !file_has_word(cpus, "flags", "nonstop_tsc")) {
        if (why)
            text_put(why,
                     _("the processor's time stamp counter changes its rate or stops in sleep; "
                       "times across cores are doubtful"));
        return false;
    }
    /* The kernel watches the counters of all cores; it takes another source when they disagree.
     * Virtual machines' own sources are the same counter with a factor. */
    static const char *const good[] = {"tsc", "kvm-clock", "hyperv_clocksource_tsc_page", "xen"};
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        if (file_has_word(source, "", good[i]))
            return true;
    if (why)
        text_put(why, _("the kernel does not trust the time stamp counter here and uses another "
                        "clock; times across cores are doubtful"));
    return false;
}

#else

/* arm64's counter is one for all cores by definition; elsewhere events use CLOCK_MONOTONIC. */
bool timebase_clock_is_steady(struct text *why)
{
    (void)why;
    return true;
}

#endif
