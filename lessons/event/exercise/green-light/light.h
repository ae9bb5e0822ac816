/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef LIGHT_H
#define LIGHT_H

/* Yours: waits until the light is green, and then crosses, once. Called by several threads. */
void take_car_over(void);
/* Yours: makes the light green; it stays so. Called once. */
void turn_green(void);

/* The driver's: crosses the junction. Only at green, and several at once. */
void cross(void);

#endif
