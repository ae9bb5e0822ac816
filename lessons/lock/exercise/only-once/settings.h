/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

struct settings {
    int size;
};

/* Yours: the settings. Whoever asks first has them loaded, once and for all; everybody gets the
 * same ones, and never unfinished ones. Called by several threads at once. */
struct settings *settings_get(void);

/* The driver's: loads the settings. It takes long. */
struct settings *settings_load(void);

#endif
