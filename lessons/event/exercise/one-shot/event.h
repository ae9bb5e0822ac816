/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event that happens once. Every function may be called by several threads at once.
 */
#ifndef EVENT_H
#define EVENT_H

/* It has happened. From now on, nobody waits: not who waits already, and not who comes later. To be
 * called once. */
void event_set(void);
/* Waits until it has happened. */
void event_wait(void);

#endif
