/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call.
 */
#ifndef WEATHER_H
#define WEATHER_H

#define MOST_STATIONS 16

/* Yours: what is to be done once, before there are any threads. */
void before_the_days(int stations);
/* Yours: measures for station `who` (from 0 on), and returns the sum of what all stations have
 * measured that day. Each station is a thread; it calls this for each day, from 0 on. */
int sum_of_day(int who, int day);

/* The driver's: what the station measures. It takes long; all may do so at the same time. */
int measure(int who, int day);

#endif
