/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A meter that counts visitors. Every function may be called by several threads at once.
 */
#ifndef METER_H
#define METER_H

/* One more visitor. */
void meter_count(void);
/* How many there are by now. */
long meter_read(void);

#endif
