/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. All of it is called by several threads.
 */
#ifndef BOOK_H
#define BOOK_H

/* Yours: called before and after somebody reads. As many as like may read at once, but none while
 * somebody writes; and whoever comes while a writer waits, begins after that writer. */
void read_begin(void);
void read_end(void);
/* Yours: called before and after somebody writes. One at a time, and nobody reads meanwhile. A
 * writer who has to wait says so (writer_waits). */
void write_begin(void);
void write_end(void);

/* The driver's: a writer has to wait. Called in write_begin() before it waits for the first time,
 * at a moment when no reader can begin: with the lock held. */
void writer_waits(void);

#endif
