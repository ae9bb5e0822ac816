/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef DOWNLOAD_H
#define DOWNLOAD_H

#define FILES 2

/* Yours: loads all files, and returns when all are there: the sum of their sizes. */
int load_all(void);

/* The driver's: loads a file, and returns its size. It takes long, and waits most of the time. */
int load(int file);

#endif
