/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A room for readers and writers. Every function may be called by several threads at once.
 */
#ifndef ROOM_H
#define ROOM_H

/* Readers: as many as like may be in, but none while a writer is. Waits as long as needed. */
void read_begin(void);
void read_end(void);
/* Writers: one at a time, and nobody else is in then. Waits as long as needed. */
void write_begin(void);
void write_end(void);

#endif
