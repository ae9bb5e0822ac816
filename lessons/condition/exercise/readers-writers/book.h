/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers. All of it is called by several threads.
 */
#ifndef BOOK_H
#define BOOK_H

/* Yours: called before and after somebody reads. As many as like may read at once, but none while
 * somebody writes. Waits as long as needed. */
void read_begin(void);
void read_end(void);
/* Yours: called before and after somebody writes. One at a time, and nobody reads meanwhile. */
void write_begin(void);
void write_end(void);

#endif
