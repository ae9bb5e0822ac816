/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef DICTIONARY_H
#define DICTIONARY_H

struct dictionary;

/* Yours: translates a word with the one dictionary. Called by several threads at once. */
int translate(int word);

/* The driver's: builds the dictionary. It is expensive: just once, by the first who needs it. */
const struct dictionary *dictionary_build(void);
/* The driver's: looks a word up. It takes long; several may do so at the same time. */
int dictionary_find(const struct dictionary *dictionary, int word);

#endif
