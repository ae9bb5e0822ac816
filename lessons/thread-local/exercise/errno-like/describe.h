/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef DESCRIBE_H
#define DESCRIBE_H

/* Yours: the text for a code: its letter and a "!". The text is good until the same thread calls
 * again, and nobody has to free it. Called by several threads at once. */
const char *describe(int code);

/* The driver's: the letter of a code, from a catalogue. It takes long. */
char letter_of(int code);

#endif
