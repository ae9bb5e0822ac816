/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tally of what many runs printed: which text how often. Bounded, whatever a program prints: long
 * text is cut, and of very many different ones the later are only counted.
 */
#ifndef CORE_TRACE_TALLY_H
#define CORE_TRACE_TALLY_H

#include <stddef.h>

#define TALLY_LINES 64u  /* different texts that are kept */
#define TALLY_BYTES 240u /* of one text */

enum tally_of {
    TALLY_NONE,
    TALLY_OUTPUT, /* all that a run printed */
    TALLY_FIRST,  /* its first line */
};

struct tally_line {
    char *text; /* without the newline at its end */
    unsigned count;
};

/* Zero is a valid empty one. */
struct tally {
    struct tally_line *lines; /* the most frequent first; of equals, the one seen first */
    size_t count, capacity;
    unsigned others; /* runs with a text beyond TALLY_LINES */
};

/* Counts one run that printed n bytes. */
void tally_add(struct tally *tally, enum tally_of of, const char *bytes, size_t n);
void tally_release(struct tally *tally);

#endif
