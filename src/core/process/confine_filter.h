/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the kernel is to be asked about each call of a learner's program: two filters in its own
 * language. libseccomp takes most of a millisecond to translate them from rules, so that is done
 * when the tutor is built (scripts/make_filters.c), for the machine that it is built for; only the
 * numbers of the processes that are spared are filled in when a program starts.
 */
#ifndef CORE_PROCESS_CONFINE_FILTER_H
#define CORE_PROCESS_CONFINE_FILTER_H

#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>

#define CONFINE_SPARED 3

/* No process has such a number: above PID_MAX_LIMIT, and so is what it is taken from 0. */
#define CONFINE_PLACE(i) (0x6fc0de00u + (uint32_t)(i))

extern const struct sock_filter confine_filter_calls[];
extern const size_t confine_filter_calls_length;
extern const struct sock_filter confine_filter_network[];
extern const size_t confine_filter_network_length;

#endif
