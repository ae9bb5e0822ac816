/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A barrier for RUNNERS threads.
 */
#ifndef MEET_H
#define MEET_H

#define RUNNERS 2

/* Waits until RUNNERS threads have called it; then all of them go on. It can be used again and
 * again, by the same threads or by others, as often as one likes. */
void meet(void);

#endif
