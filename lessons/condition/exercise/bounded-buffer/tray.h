/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers. Both may be called by any number of threads at once.
 */
#ifndef TRAY_H
#define TRAY_H

#define PLACES 1 /* letters for which the tray has room */

/* Yours: lays a letter into the tray; sleeps while it is full. */
void post(int letter);
/* Yours: takes the oldest letter out of the tray; sleeps while it is empty. */
int fetch(void);

#endif
